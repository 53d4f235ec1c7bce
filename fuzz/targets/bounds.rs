//! Bounds: the least and the greatest count of every era over all days that visits may have had.

use summitry::claims::list::Span;
use summitry::robustness::bounds::bounds;
use summitry::robustness::completions::Known;

use super::bytes::Bytes;

pub fn run(data: &[u8]) {
    let mut bytes = Bytes(data);
    let edges = {
        let mut edges = [0, bytes.day(12), bytes.day(12), 12].map(i64::from);
        edges.sort_unstable();
        edges
    };
    let spans: Vec<Span> = edges
        .windows(2)
        .map(|edge| Span {
            start: edge[0],
            end: edge[1],
            quarters: if edge[0] < edge[1] { 1461.0 } else { 0.0 },
        })
        .collect();
    let mut visits = Vec::new();
    while bytes.more() && visits.len() < 4 {
        let (first, length, rest) = (i64::from(bytes.day(14)), bytes.byte() % 4, bytes.byte());
        let mut weights = vec![1.0];
        if rest & 2 > 0 {
            weights.push(3.0);
        }
        visits.push(Known {
            first: first - 1,
            last: first - 1 + i64::from(length),
            counts: rest & 1 == 0,
            weights,
        });
    }
    let found = bounds(&visits, &spans).expect("visits end after they start");
    let mut ends = vec![[(u64::MAX, 0), (u64::MAX, 0)]; spans.len()];
    completed(&visits, &spans, &mut vec![(0, 0); spans.len()], &mut ends);
    for (era, due) in found.iter().zip(&ends) {
        assert_eq!(era.counts, due[0], "{visits:?} {edges:?}");
        let [least, most] =
            [due[1].0, due[1].1].map(|sum| f64::from(u32::try_from(sum).unwrap_or(0)));
        let sums = (least, most);
        assert_eq!(era.sums, sums, "{visits:?} {edges:?}");
    }
}

type Ends = [(u64, u64); 2];

/// Settles one visit after the other in every way, and keeps the ends of counts and weighted counts.
fn completed(visits: &[Known], spans: &[Span], held: &mut Vec<(u64, u64)>, ends: &mut [Ends]) {
    let Some((visit, rest)) = visits.split_first() else {
        for ((count, sum), end) in held.iter().zip(ends) {
            for (value, end) in [count, sum].into_iter().zip(end) {
                *end = (end.0.min(*value), end.1.max(*value));
            }
        }
        return;
    };
    if !visit.counts {
        completed(rest, spans, held, ends);
    }
    for day in visit.first..=visit.last {
        let era = spans
            .iter()
            .position(|span| (span.start..span.end).contains(&day));
        let Some(era) = era else {
            completed(rest, spans, held, ends);
            continue;
        };
        for weight in [1_u64, 3].into_iter().take(visit.weights.len()) {
            held[era] = (held[era].0 + 1, held[era].1 + weight);
            completed(rest, spans, held, ends);
            held[era] = (held[era].0 - 1, held[era].1 - weight);
        }
    }
}
