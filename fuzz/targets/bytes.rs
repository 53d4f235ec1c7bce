//! Bytes as numbers: what is not there is 0, so that every input means something.

/// Bytes that are read from the front.
pub struct Bytes<'a>(pub &'a [u8]);

impl Bytes<'_> {
    /// The next byte.
    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        *first
    }

    /// Whether there are more.
    pub fn more(&self) -> bool {
        !self.0.is_empty()
    }

    /// A whole number below `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        let high = u64::from(self.byte());
        ((high << 8) | u64::from(self.byte())) % limit.max(1)
    }

    /// A day within so many of the first.
    pub fn day(&mut self, days: u64) -> i32 {
        i32::try_from(self.below(days)).unwrap_or(0)
    }

    /// Any number above 0, most of them of an ordinary size.
    pub fn positive(&mut self) -> f64 {
        let (size, digits) = (self.byte(), self.below(1 << 16));
        let exponent = if size < 192 {
            i32::from(size % 8) - 3
        } else {
            i32::from(size) - 224
        };
        (f64::from(u32::try_from(digits).unwrap_or(0)) + 1.0) / 256.0 * 10_f64.powi(exponent)
    }

    /// A probability, 0 and 1 left out.
    pub fn probability(&mut self) -> f64 {
        let far = self.byte();
        let near = (f64::from(self.byte()) + 0.5) / 256.0;
        match far {
            0..=127 => near,
            128..=191 => near * 10_f64.powi(-i32::from(far - 127)),
            _ => (1.0 - near * 10_f64.powi(-i32::from((far - 191) % 15))).min(1.0 - f64::EPSILON),
        }
    }
}
