//! Corpora that follow from a seed, for what a handful of documents cannot show.

/// Words that any article may hold.
const ANYWHERE: [&str; 30] = [
    "في",
    "من",
    "على",
    "إلى",
    "عن",
    "بعد",
    "قبل",
    "مع",
    "خلال",
    "اليوم",
    "أمس",
    "وقال",
    "وأضاف",
    "المدينة",
    "العام",
    "الماضي",
    "كبير",
    "جديد",
    "عدد",
    "أكثر",
    "هذا",
    "التي",
    "الذي",
    "بين",
    "حول",
    "منذ",
    "كما",
    "وأكد",
    "الجهات",
    "المقبل",
];

/// Labels and the words of their own.
const TOPICS: [(&str, [&str; 16]); 3] = [
    (
        "رياضة",
        [
            "الفريق",
            "المباراة",
            "هدف",
            "اللاعب",
            "المدرب",
            "الدوري",
            "الملعب",
            "البطولة",
            "الجمهور",
            "الكأس",
            "الحكم",
            "المنتخب",
            "تعادل",
            "فوز",
            "الشوط",
            "النادي",
        ],
    ),
    (
        "اقتصاد",
        [
            "البنك",
            "السوق",
            "سعر",
            "النفط",
            "الأسهم",
            "الدولار",
            "التضخم",
            "الشركة",
            "الأرباح",
            "الفائدة",
            "الميزانية",
            "الصادرات",
            "الاستثمار",
            "القرض",
            "الضرائب",
            "النمو",
        ],
    ),
    (
        "صحة",
        [
            "المستشفى",
            "الطبيب",
            "المرض",
            "العلاج",
            "الدواء",
            "اللقاح",
            "المريض",
            "الوقاية",
            "الفيروس",
            "الجراحة",
            "الأعراض",
            "التغذية",
            "القلب",
            "السكري",
            "العيادة",
            "التشخيص",
        ],
    ),
];

/// Letters of the Arabic alphabet.
pub const LETTERS: [char; 28] = [
    'ا', 'ب', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ذ', 'ر', 'ز', 'س', 'ش', 'ص', 'ض', 'ط', 'ظ', 'ع', 'غ',
    'ف', 'ق', 'ك', 'ل', 'م', 'ن', 'ه', 'و', 'ي',
];

/// Numbers that follow from a seed.
pub struct Sequence(pub u64);

impl Sequence {
    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        // Knuth's MMIX: The Art of Computer Programming, volume 2, section 3.3.4.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    pub fn one_of<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    /// A word of random letters.
    pub fn letters(&mut self, alphabet: &[char]) -> String {
        (0..3 + self.below(6))
            .map(|_| self.one_of(alphabet))
            .collect()
    }

    /// A labelled Arabic text of 15 to 44 words: of five words two are any article's, two the
    /// topic's, one that of any topic, and now and then a name that no other text has.
    pub fn article(&mut self) -> (&'static str, String) {
        let (label, own) = self.one_of(&TOPICS);
        let length = 15 + self.below(30);
        let words: Vec<String> = (0..length).map(|_| self.word(&own)).collect();
        (label, words.join(" "))
    }

    fn word(&mut self, own: &[&str; 16]) -> String {
        match self.below(20) {
            0 => self.letters(&LETTERS),
            1..8 => self.one_of(&ANYWHERE).to_owned(),
            8..12 => self.one_of(&TOPICS).1[self.below(16)].to_owned(),
            _ => self.one_of(own).to_owned(),
        }
    }

    pub fn articles(&mut self, count: usize) -> Vec<(&'static str, String)> {
        (0..count).map(|_| self.article()).collect()
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

/// As [`jsonl`](super::jsonl).
pub fn jsonl(documents: &[(&'static str, String)]) -> String {
    let documents: Vec<_> = documents.iter().map(|(l, t)| (*l, t.as_str())).collect();
    super::jsonl(&documents)
}
