//! Pixels as a PNG file.

use png::{BitDepth, ColorType, Compression, Encoder, EncodingError, Filter};
use png::{PixelDimensions, Unit};
use tiny_skia::Pixmap;

use super::error::ChartError;

/// A logical pixel is 1/96 inch.
const LOGICAL_PIXELS_PER_METRE: f64 = 96.0 / 0.0254;

/// Encodes an opaque picture as RGB, with its resolution and no time stamp.
pub(super) fn encode(pixmap: &Pixmap, scale: f32) -> Result<Vec<u8>, ChartError> {
    let mut file = Vec::new();
    write(pixmap, scale, &mut file).map_err(|error| ChartError::Drawing(error.to_string()))?;
    Ok(file)
}

fn write(pixmap: &Pixmap, scale: f32, file: &mut Vec<u8>) -> Result<(), EncodingError> {
    let mut encoder = Encoder::new(file, pixmap.width(), pixmap.height());
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    let per_metre = (LOGICAL_PIXELS_PER_METRE * f64::from(scale)).round() as u32;
    encoder.set_pixel_dims(Some(PixelDimensions {
        xppu: per_metre,
        yppu: per_metre,
        unit: Unit::Meter,
    }));
    encoder.set_compression(Compression::Balanced);
    // Most rows of a chart equal the previous row.
    encoder.set_filter(Filter::Up);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&opaque_rgb(pixmap))?;
    writer.finish()
}

fn opaque_rgb(pixmap: &Pixmap) -> Vec<u8> {
    let mut rgb = Vec::with_capacity(pixmap.data().len() / 4 * 3);
    for pixel in pixmap.data().chunks_exact(4) {
        rgb.extend_from_slice(&pixel[..3]);
    }
    rgb
}

#[cfg(test)]
mod tests {
    use tiny_skia::Color;

    use super::*;

    #[test]
    fn files_have_rgb_pixels_and_the_resolution() {
        let mut pixmap = Pixmap::new(3, 2).unwrap();
        pixmap.fill(Color::from_rgba8(10, 20, 30, 255));
        let file = encode(&pixmap, 2.0).unwrap();
        let decoder = png::Decoder::new(std::io::Cursor::new(&file));
        let mut reader = decoder.read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        assert_eq!(pixels, [10, 20, 30].repeat(6));
        let resolution = reader.info().pixel_dims.unwrap();
        assert_eq!((resolution.xppu, resolution.unit), (7559, Unit::Meter));
        assert!(!file.windows(4).any(|name| name == b"tIME"));
    }
}
