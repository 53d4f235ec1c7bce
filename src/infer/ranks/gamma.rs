//! Draws from gamma distributions of scale 1 (Marsaglia and Tsang 2000, *ACM TOMS* 26, 363).

use crate::random::Stream;

/// A gamma distribution of scale 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gamma {
    centre: f64,
    spread: f64,
    shape: f64,
}

impl Gamma {
    pub(super) fn new(shape: f64) -> Self {
        let lifted = if shape < 1.0 { shape + 1.0 } else { shape };
        let centre = lifted - 1.0 / 3.0;
        Self {
            centre,
            spread: (9.0 * centre).sqrt().recip(),
            shape,
        }
    }

    /// A draw, for a whole number and a half: the only such shape below 1 is 1/2.
    pub(super) fn draw(&self, stream: &mut Stream) -> f64 {
        let drawn = self.lifted(stream);
        if self.shape < 1.0 {
            let unit = stream.unit();
            drawn * (unit * unit)
        } else {
            drawn
        }
    }

    /// The logarithm of a draw, which for a small shape may be of no number at all.
    pub(super) fn log_draw(&self, stream: &mut Stream) -> f64 {
        let drawn = libm::log(self.lifted(stream));
        if self.shape < 1.0 {
            drawn + libm::log(stream.unit()) / self.shape
        } else {
            drawn
        }
    }

    /// A draw of this shape, or of one more if it is below 1.
    fn lifted(&self, stream: &mut Stream) -> f64 {
        loop {
            let z = stream.normal();
            let root = 1.0 + self.spread * z;
            if root <= 0.0 {
                continue;
            }
            let cube = root * root * root;
            let accepted = 0.5 * z * z + self.centre * (1.0 - cube + libm::log(cube));
            if libm::log(1.0 - stream.unit()) < accepted {
                return self.centre * cube;
            }
        }
    }
}
