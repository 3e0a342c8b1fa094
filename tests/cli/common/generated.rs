//! Corpora that follow from a seed, for what a handful of documents cannot show.

/// Words that any article may hold.
const ANYWHERE: &str = "في من على إلى عن بعد قبل مع خلال اليوم أمس وقال وأضاف المدينة العام الماضي \
        كبير جديد عدد أكثر هذا التي الذي بين حول منذ كما وأكد الجهات المقبل";

/// Labels and the words of their own.
const TOPICS: [(&str, &str); 3] = [
    (
        "رياضة",
        "الفريق المباراة هدف اللاعب المدرب الدوري الملعب البطولة الجمهور الكأس الحكم \
        المنتخب تعادل فوز الشوط النادي",
    ),
    (
        "اقتصاد",
        "البنك السوق سعر النفط الأسهم الدولار التضخم الشركة الأرباح الفائدة الميزانية \
        الصادرات الاستثمار القرض الضرائب النمو",
    ),
    (
        "صحة",
        "المستشفى الطبيب المرض العلاج الدواء اللقاح المريض الوقاية الفيروس الجراحة \
        الأعراض التغذية القلب السكري العيادة التشخيص",
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

    fn one_of<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    /// One of the words of a list.
    fn one_in(&mut self, list: &str) -> String {
        let words: Vec<&str> = list.split(' ').collect();
        self.one_of(&words).to_owned()
    }

    /// A word of random letters.
    pub fn letters(&mut self, alphabet: &[char]) -> String {
        (0..3 + self.below(6))
            .map(|_| self.one_of(alphabet))
            .collect()
    }

    /// A labelled Arabic text of 8 to 27 words: of twenty words seven are any article's, seven the
    /// topic's, five of some topic, and one is a name that hardly another text has.
    pub fn article(&mut self) -> (&'static str, String) {
        let (label, own) = self.one_of(&TOPICS);
        let length = 8 + self.below(20);
        let words: Vec<String> = (0..length).map(|_| self.word(own)).collect();
        (label, words.join(" "))
    }

    fn word(&mut self, own: &str) -> String {
        match self.below(20) {
            0 => self.letters(&LETTERS),
            1..8 => self.one_in(ANYWHERE),
            8..13 => {
                let (_, of_some_topic) = self.one_of(&TOPICS);
                self.one_in(of_some_topic)
            }
            _ => self.one_in(own),
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
