//! Names in other letters than a to z as the name system has them: Punycode, RFC 3492.

/// A domain name in ASCII, as its owner most likely has it. None with letters that [`small`] does not know.
pub(super) fn domain(name: &str) -> Option<String> {
    let name: String = name.chars().map(small).collect::<Option<_>>()?;
    let labels: Vec<_> = name.split('.').map(label).collect();
    Some(labels.join("."))
}

/// A letter as names have it: small. Of the alphabets whose letters stand alone and have one form; all of Unicode's would take
/// tables of kilobytes, which every visitor would load.
fn small(letter: char) -> Option<char> {
    let code = u32::from(letter);
    let small = match code {
        0x00..=0x7f => letter.to_ascii_lowercase().into(),
        // Latin-1, without the signs for times and by.
        0xc0..=0xde if code != 0xd7 => code + 0x20,
        // Latin Extended-A, where a small letter follows its capital.
        0x100..=0x12f | 0x134..=0x137 | 0x14a..=0x177 => code | 1,
        0x139..=0x13e | 0x141..=0x148 | 0x179..=0x17e => code + (code & 1),
        // Cyrillic.
        0x410..=0x42f => code + 0x20,
        // What has no capitals or is small: Latin-1, Greek, Cyrillic, Kana, Han, Hangul.
        0xdf..=0xf6
        | 0xf8..=0xff
        | 0x3b1..=0x3c9
        | 0x430..=0x45f
        | 0x3041..=0x3096
        | 0x30a1..=0x30fa
        | 0x30fc
        | 0x4e00..=0x9fff
        | 0xac00..=0xd7a3 => code,
        _ => return None,
    };
    char::from_u32(small)
}

fn label(label: &str) -> String {
    if label.is_ascii() {
        label.to_owned()
    } else {
        format!("xn--{}", encoded(label))
    }
}

// RFC 3492, 5.
const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const FIRST_BIAS: u32 = 72;
const FIRST_CODE: u32 = 128;

/// RFC 3492, 6.3.
fn encoded(label: &str) -> String {
    let codes: Vec<u32> = label.chars().map(u32::from).collect();
    let mut out: String = label.chars().filter(char::is_ascii).collect();
    let mut done: u32 = out.chars().map(|_| 1).sum();
    let basic = done;
    if basic > 0 {
        out.push('-');
    }
    let (mut code, mut delta, mut bias) = (FIRST_CODE, 0_u32, FIRST_BIAS);
    while let Some(next) = codes.iter().copied().filter(|&other| other >= code).min() {
        delta = delta.saturating_add((next - code).saturating_mul(done + 1));
        code = next;
        for &other in &codes {
            if other < code {
                delta = delta.saturating_add(1);
            } else if other == code {
                push_number(&mut out, delta, bias);
                bias = adapted(delta, done + 1, done == basic);
                delta = 0;
                done += 1;
            }
        }
        delta = delta.saturating_add(1);
        code += 1;
    }
    out
}

/// A number in digits whose worth depends on the bias.
fn push_number(out: &mut String, mut number: u32, bias: u32) {
    let mut place = BASE;
    loop {
        let least = place.saturating_sub(bias).clamp(T_MIN, T_MAX);
        if number < least {
            return out.push(digit(number));
        }
        let above = number - least;
        out.push(digit(least + above % (BASE - least)));
        number = above / (BASE - least);
        place += BASE;
    }
}

/// a to z, then 0 to 9.
fn digit(worth: u32) -> char {
    char::from_digit((worth + 10) % BASE, BASE)
        .filter(|_| worth < 26)
        .or_else(|| char::from_digit(worth.saturating_sub(26), 10))
        .unwrap_or('0')
}

/// RFC 3492, 6.1.
fn adapted(delta: u32, count: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / DAMP } else { delta / 2 };
    delta += delta / count;
    let mut places = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        places += BASE;
    }
    places + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 3492, 7.1: (B) Chinese, (I) Russian, (L) and (P) Japanese, (C) Czech; lower case throughout, as names are.
    #[test]
    fn the_samples_of_the_standard_are_encoded_as_there() {
        for (text, wanted) in [
            ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
            ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
            ("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"),
            ("そのスピードで", "d9juau41awczczp"),
            ("pročprostěnemluvíčesky", "proprostnemluvesky-uyb24dma41a"),
        ] {
            assert_eq!(encoded(text), wanted, "{text}");
        }
    }

    #[test]
    fn capitals_are_made_small_in_each_alphabet() {
        let lowered: Option<String> = "ÄÞČŁŻŹŮЖ".chars().map(small).collect();
        assert_eq!(lowered.as_deref(), Some("äþčłżźůж"));
        assert!("äßčłżźůж".chars().all(|letter| small(letter) == Some(letter)));
    }

    #[test]
    fn only_labels_with_other_letters_change() {
        assert_eq!(domain("Bücher.example").as_deref(), Some("xn--bcher-kva.example"));
        assert_eq!(domain("a.example").as_deref(), Some("a.example"));
        assert_eq!(domain("bu\u{308}cher.example"), None);
        assert_eq!(domain("a×b.example"), None);
        assert_eq!(domain("a→b.example"), None);
    }
}
