//! Many days asked for, rows in no order: both are divided into buckets by group and day.
//!
//! A row is one number within its bucket, its place in time above its own number, so that a bucket is
//! sorted in the cache. What the last days asked for in a bucket wait for is the first row of a later
//! bucket.

use std::sync::{Mutex, PoisonError};

use super::{Dated, Following, starts};
use crate::error::Result;
use crate::progress::Tick;
use crate::sorting::sort_by_bits;
use crate::threads::work_off;

/// Rows that a bucket holds about: 128 KiB of them.
const ROWS_A_BUCKET: usize = 1 << 14;
const MOST_BUCKETS: usize = 1 << 10;
/// Rows that are divided at a time: small enough for the cache, and many enough for every bucket.
const ROWS_DIVIDED: usize = 1 << 17;

/// How rows are divided.
pub(super) struct Buckets<'a> {
    asked: &'a [(u32, i32)],
    rows: Dated<'a>,
    until: i32,
    /// The first day that any is asked for, from which days are counted.
    first: i32,
    /// The place among the groups asked for of each group.
    places: Vec<u32>,
    day_bits: u32,
    row_bits: u32,
    /// By how much a place in time is shifted to give its bucket.
    shift: u32,
    many: usize,
}

/// The rows of a chunk, bucket after bucket.
struct Part {
    chunk: usize,
    starts: Vec<u32>,
    keys: Vec<u64>,
}

/// A row with its place in time.
type Met = (u64, Following);

/// A bucket with what is asked for in it, the answers, and the first of its rows.
type Job<'a> = (
    usize,
    &'a [(u32, i32)],
    &'a mut [Option<Following>],
    &'a mut Option<Met>,
);

const NOT_ASKED: u32 = u32::MAX;

impl<'a> Buckets<'a> {
    /// None if rows are so many, or their days and groups so wide apart, that one is no number of
    /// 64 bits.
    pub(super) fn of(asked: &'a [(u32, i32)], rows: Dated<'a>, until: i32) -> Option<Self> {
        let starts = starts(asked);
        let mut groups = 0;
        let each = starts.iter().zip(starts.iter().skip(1));
        let places = each
            .map(|(from, to)| {
                groups += u32::from(from < to);
                if from < to { groups - 1 } else { NOT_ASKED }
            })
            .collect();
        let first = asked.iter().map(|(_, day)| *day).min()?;
        let day_bits = bits(u64::try_from((i64::from(until) - i64::from(first)).max(0)).ok()?);
        let bits_in_all = day_bits + bits(u64::from(groups));
        let row_bits = bits(rows.len() as u64);
        let n_buckets = (rows.len() / ROWS_A_BUCKET).next_power_of_two();
        let n_buckets = n_buckets.min(MOST_BUCKETS);
        let shift = bits_in_all.saturating_sub(n_buckets.trailing_zeros());
        (bits_in_all < u64::BITS && shift + row_bits <= u64::BITS).then_some(Self {
            asked,
            rows,
            until,
            first,
            places,
            day_bits,
            row_bits,
            shift,
            many: n_buckets,
        })
    }

    /// As [`super::following`], for rows in any order.
    pub(super) fn following(
        &self,
        threads: usize,
        tick: &mut Tick<'_>,
    ) -> Result<Vec<Option<Following>>> {
        let parts = self.divided(threads, tick)?;
        let mut found = vec![None; self.asked.len()];
        let mut firsts: Vec<Option<Met>> = vec![None; self.many];
        let mut jobs = Vec::with_capacity(self.many);
        let (mut asked, mut slots) = (self.asked, found.as_mut_slice());
        for (bucket, first) in firsts.iter_mut().enumerate() {
            let number = asked.partition_point(|asked| self.bucket(*asked) <= bucket);
            let (own, later) = asked.split_at(number);
            let (own_slots, later_slots) = slots.split_at_mut(number);
            jobs.push((bucket, own, own_slots, first));
            (asked, slots) = (later, later_slots);
        }
        let work = |(bucket, asked, slots, first): Job<'_>| {
            *first = self.meet(bucket, &parts, asked, slots);
            Ok(())
        };
        work_off(jobs, threads, &work, tick)?;
        self.carry_back(&mut found, &firsts);
        Ok(found)
    }

    /// Where a group and day stand in time, if the group is asked for.
    fn place(&self, group: u32, day: i32) -> Option<u64> {
        let place = *self.places.get(group as usize)?;
        let day = u64::try_from(i64::from(day) - i64::from(self.first)).ok()?;
        (place != NOT_ASKED).then_some(u64::from(place) << self.day_bits | day)
    }

    /// The bucket of what is asked for; a day after `until` stands behind all of its group.
    fn bucket(&self, (group, day): (u32, i32)) -> usize {
        let place = self.place(group, day.min(self.until));
        place.map_or(0, |place| narrow(place >> self.shift))
    }

    /// Divides the rows chunk by chunk.
    fn divided(&self, threads: usize, tick: &mut Tick<'_>) -> Result<Vec<Part>> {
        let parts = Mutex::new(Vec::new());
        let chunk = self.rows.chunk().min(ROWS_DIVIDED);
        let within = (1_u64 << self.shift) - 1;
        let work = |start: usize| {
            let (mut near, mut starts) = (Vec::with_capacity(chunk), vec![0_u32; self.many + 1]);
            self.rows.each(start, chunk, |row, group, day| {
                let known = (self.first..=self.until).contains(&day);
                let place = known.then(|| self.place(group, day)).flatten();
                if let Some(place) = place {
                    let bucket = narrow(place >> self.shift);
                    if let Some(count) = starts.get_mut(bucket + 1) {
                        *count += 1;
                    }
                    near.push((
                        u32::try_from(bucket).unwrap_or(u32::MAX),
                        (place & within) << self.row_bits | row as u64,
                    ));
                }
            });
            let mut sum = 0;
            for count in &mut starts {
                sum += *count;
                *count = sum;
            }
            let (mut keys, mut at) = (vec![0; near.len()], starts.clone());
            for (bucket, own) in near {
                if let Some(at) = at.get_mut(bucket as usize) {
                    if let Some(key) = keys.get_mut(*at as usize) {
                        *key = own;
                    }
                    *at += 1;
                }
            }
            let part = Part {
                chunk: start,
                starts,
                keys,
            };
            parts
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(part);
            Ok(())
        };
        let starts = (0..self.rows.len()).step_by(chunk).collect();
        work_off(starts, threads, &work, tick)?;
        let mut parts = parts.into_inner().unwrap_or_else(PoisonError::into_inner);
        parts.sort_unstable_by_key(|part| part.chunk);
        Ok(parts)
    }

    /// Answers what is asked for in one bucket from its own rows, and returns the first of these.
    fn meet(
        &self,
        bucket: usize,
        parts: &[Part],
        asked: &[(u32, i32)],
        slots: &mut [Option<Following>],
    ) -> Option<Met> {
        let own = parts.iter().filter_map(|part| {
            let span = *part.starts.get(bucket)? as usize..*part.starts.get(bucket + 1)? as usize;
            part.keys.get(span)
        });
        let own: Vec<&[u64]> = own.collect();
        let mut keys = own.concat();
        // Rows stand in order already.
        sort_by_bits(&mut keys, self.row_bits..self.row_bits + self.shift);
        let mut days = keys
            .chunk_by(|one, other| one >> self.row_bits == other >> self.row_bits)
            .filter_map(|same| self.met(bucket, *same.first()?, same.len()))
            .peekable();
        let first = days.peek().copied();
        for (&(group, day), slot) in asked.iter().zip(slots) {
            let Some(place) = self.place(group, day).filter(|_| day <= self.until) else {
                continue;
            };
            while days.next_if(|met| met.0 < place).is_some() {}
            let answer = days.peek();
            let answer = answer.filter(|met| met.0 >> self.day_bits == place >> self.day_bits);
            *slot = answer.map(|met| met.1);
        }
        first
    }

    fn met(&self, bucket: usize, key: u64, number: usize) -> Option<Met> {
        let place = (bucket as u64) << self.shift | key >> self.row_bits;
        let day = place & ((1 << self.day_bits) - 1);
        let day = i64::from(self.first) + i64::try_from(day).ok()?;
        let row = narrow(key & ((1 << self.row_bits) - 1));
        Some((
            place,
            Following::new(i32::try_from(day).ok()?, row, number)?,
        ))
    }

    /// Answers what no row of its own bucket did with the first row of a later one.
    fn carry_back(&self, found: &mut [Option<Following>], firsts: &[Option<Met>]) {
        let mut later = firsts.iter().enumerate().rev().peekable();
        let mut next: Option<Met> = None;
        for (&(group, day), slot) in self.asked.iter().zip(found).rev() {
            if slot.is_some() || day > self.until {
                continue;
            }
            let bucket = self.bucket((group, day));
            while let Some((_, first)) = later.next_if(|(later, _)| *later > bucket) {
                next = first.or(next);
            }
            let group = self.place(group, day).map(|place| place >> self.day_bits);
            let own = next.filter(|met| Some(met.0 >> self.day_bits) == group);
            *slot = own.map(|met| met.1);
        }
    }
}

/// How many bits the numbers up to this one need.
fn bits(number: u64) -> u32 {
    u64::BITS - number.leading_zeros()
}

fn narrow(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
