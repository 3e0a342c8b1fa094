//! What can it do? One file a capability: plain settings in, a typed result out.

mod environment;

pub(crate) use environment::Environment;
