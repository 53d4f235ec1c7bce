//! Whole counts drawn at once, where throwing one visit after another would take too long.

use super::Stream;
use crate::special::gamma::ln_gamma;
use crate::special::real::to_real;

/// Below this mean a binomial count is found by adding up from 0.
const SMALL_MEAN: f64 = 10.0;

impl Stream {
    /// How many of `n` fall on a share `p`: binomial.
    ///
    /// By transformed rejection (Hörmann 1993, *J. Stat. Comput. Simul.* 46, 101, algorithm BTRS).
    pub fn binomial(&mut self, n: u64, p: f64) -> u64 {
        if n == 0 || p <= 0.0 {
            return 0;
        }
        if p >= 1.0 {
            return n;
        }
        if p > 0.5 {
            return n - self.binomial(n, 1.0 - p);
        }
        if to_real(n) * p < SMALL_MEAN {
            self.few(n, p)
        } else {
            // A number beyond 2^53 may be less than its double.
            self.many(to_real(n), p).min(n)
        }
    }

    /// How many of `kind` are among `taken` of all, the others being `others`: hypergeometric.
    ///
    /// By adding up from the likeliest count to both sides.
    pub fn hypergeometric(&mut self, kind: u64, others: u64, taken: u64) -> u64 {
        let all = kind + others;
        if taken >= all {
            return kind;
        }
        let [kinds, rest, drawn] = [kind, others, taken].map(to_real);
        let likely = ((drawn + 1.0) * (kinds + 1.0) / (kinds + rest + 2.0)).floor();
        let likely = likely.min(kinds).min(drawn).max(drawn - rest).max(0.0);
        let ways = |all: f64, some: f64| {
            ln_gamma(all + 1.0) - ln_gamma(some + 1.0) - ln_gamma(all - some + 1.0)
        };
        let chance =
            (ways(kinds, likely) + ways(rest, drawn - likely) - ways(kinds + rest, drawn)).exp();
        let mut left = self.unit() - chance;
        let (mut up, mut more, mut down, mut fewer) = (likely, chance, likely, chance);
        while left > 0.0 && more + fewer > 0.0 {
            more *= (kinds - up) * (drawn - up) / ((up + 1.0) * (rest - drawn + up + 1.0));
            up += 1.0;
            left -= more;
            if left <= 0.0 {
                return whole(up);
            }
            fewer *= down * (rest - drawn + down) / ((kinds - down + 1.0) * (drawn - down + 1.0));
            down -= 1.0;
            left -= fewer;
            if left <= 0.0 {
                return whole(down);
            }
        }
        whole(likely)
    }

    fn few(&mut self, n: u64, p: f64) -> u64 {
        let odds = p / (1.0 - p);
        let from = libm::exp(to_real(n) * libm::log1p(-p));
        loop {
            let (mut left, mut mass, mut count) = (self.unit(), from, 0);
            while left > mass && count < n {
                left -= mass;
                count += 1;
                mass *= odds * to_real(n - count + 1) / to_real(count);
            }
            if left <= mass {
                return count;
            }
        }
    }

    #[expect(clippy::many_single_char_names, reason = "the names of the paper")]
    fn many(&mut self, n: f64, p: f64) -> u64 {
        let q = 1.0 - p;
        let (spread, odds) = ((n * p * q).sqrt(), p / q);
        let b = 1.15 + 2.53 * spread;
        let a = -0.0873 + 0.0248 * b + 0.01 * p;
        let alpha = (2.83 + 5.1 / b) * spread;
        let mode = ((n + 1.0) * p).floor();
        let (centre, inner) = (n * p + 0.5, 0.92 - 4.2 / b);
        loop {
            let (u, v) = (self.unit() - 0.5, self.unit());
            let us = 0.5 - u.abs();
            let k = ((2.0 * a / us + b) * u + centre).floor();
            if !(0.0..=n).contains(&k) {
                continue;
            }
            if us >= 0.07 && v <= inner {
                return whole(k);
            }
            let height = libm::log(v * alpha / (a / (us * us) + b));
            let bound = (mode + 0.5) * libm::log((mode + 1.0) / (odds * (n - mode + 1.0)))
                + (n + 1.0) * libm::log((n - mode + 1.0) / (n - k + 1.0))
                + (k + 0.5) * libm::log(odds * (n - k + 1.0) / (k + 1.0))
                + rest(mode)
                + rest(n - mode)
                - rest(k)
                - rest(n - k);
            if height <= bound {
                return whole(k);
            }
        }
    }
}

/// What Stirling's formula for the factorial of a count lacks, as a logarithm.
fn rest(count: f64) -> f64 {
    let next = count + 1.0;
    if count < 10.0 {
        let stirling = (count + 0.5) * libm::log(next) - next + 0.918_938_533_204_672_7;
        return ln_gamma(next) - stirling;
    }
    let square = next * next;
    (1.0 / 12.0 - (1.0 / 360.0 - 1.0 / 1260.0 / square) / square) / next
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count that is not negative"
)]
fn whole(count: f64) -> u64 {
    count as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By how many standard deviations Pearson's statistic of draws against their law is too large.
    fn misfit(
        law: impl Fn(f64) -> f64,
        most: u64,
        mut draw: impl FnMut(&mut Stream) -> u64,
    ) -> f64 {
        let draws = 40_000_u32;
        let mut seen = vec![0.0; usize::try_from(most).unwrap() + 1];
        for number in 0..draws {
            let count = draw(&mut Stream::new(7, number.into()));
            seen[usize::try_from(count).unwrap()] += 1.0;
        }
        let (mut sum, mut cells, mut rare) = (0.0, 0.0_f64, [0.0, 0.0]);
        for (count, seen) in (0_u64..).zip(seen) {
            let expected = law(to_real(count)).exp() * f64::from(draws);
            if expected < 5.0 {
                rare = [rare[0] + seen, rare[1] + expected];
            } else {
                sum += (seen - expected) * (seen - expected) / expected;
                cells += 1.0;
            }
        }
        assert!(
            (rare[0] - rare[1]).abs() < 5.0 * rare[1].sqrt() + 5.0,
            "{rare:?}"
        );
        let freedom = cells - 1.0;
        (sum - freedom) / (2.0 * freedom).sqrt()
    }

    fn ln_choose(all: f64, some: f64) -> f64 {
        ln_gamma(all + 1.0) - ln_gamma(some + 1.0) - ln_gamma(all - some + 1.0)
    }

    #[test]
    fn counts_follow_their_laws() {
        for (n, p) in [
            (7_u64, 0.4_f64),
            (900, 0.003),
            (60, 0.3),
            (1_000, 0.5),
            (2_000, 0.93),
        ] {
            let real = to_real(n);
            let law = |k: f64| ln_choose(real, k) + k * p.ln() + (real - k) * (-p).ln_1p();
            let found = misfit(law, n, |stream| stream.binomial(n, p));
            assert!(found.abs() < 5.0, "{n} {p}: {found}");
        }
        for (kind, others, taken) in [(5_u64, 9, 6), (300, 500, 250), (40, 3, 20), (1_000, 9, 9)] {
            let [kinds, rest, drawn] = [kind, others, taken].map(to_real);
            let law = |k: f64| {
                if k > kinds.min(drawn) || drawn - k > rest {
                    return f64::NEG_INFINITY;
                }
                ln_choose(kinds, k) + ln_choose(rest, drawn - k) - ln_choose(kinds + rest, drawn)
            };
            let draw = |stream: &mut Stream| stream.hypergeometric(kind, others, taken);
            let found = misfit(law, kind.max(taken), draw);
            assert!(found.abs() < 5.0, "{kind} {others} {taken}: {found}");
        }
    }

    #[test]
    fn what_is_sure_is_not_drawn() {
        let mut stream = Stream::new(0, 0);
        assert_eq!(stream.binomial(9, 0.0) + stream.binomial(0, 0.5), 0);
        assert_eq!(
            (stream.binomial(9, 1.0), stream.hypergeometric(4, 5, 9)),
            (9, 4)
        );
        assert_eq!(
            (
                stream.hypergeometric(4, 0, 3),
                stream.hypergeometric(0, 8, 3)
            ),
            (3, 0)
        );
        assert_eq!(stream.hypergeometric(3, 5, 0), 0);
    }
}
