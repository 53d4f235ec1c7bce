//! The cells of a multiverse: columns of numbers and of something else, cut up for threads.

use std::ops::Range;

/// Columns of numbers, and as many of something else.
pub(super) type Columns<B> = (Vec<Vec<f64>>, Vec<Vec<B>>);

/// The cells of some rows in every column.
pub(super) struct Cells<'a, B> {
    pub(super) values: Vec<&'a mut [f64]>,
    pub(super) others: Vec<&'a mut [B]>,
}

impl<B> Cells<'_, B> {
    /// Some of the rows.
    pub(super) fn of(&mut self, rows: Range<usize>) -> Cells<'_, B> {
        Cells {
            values: rows_of(&mut self.values, &rows),
            others: rows_of(&mut self.others, &rows),
        }
    }
}

fn rows_of<'a, T>(columns: &'a mut [&mut [T]], rows: &Range<usize>) -> Vec<&'a mut [T]> {
    let columns = columns.iter_mut();
    columns
        .map(|column| column.get_mut(rows.clone()).unwrap_or_default())
        .collect()
}

/// Cuts columns of one length into parts of `size` rows.
pub(super) fn parts<'a, B>(
    values: &'a mut [Vec<f64>],
    others: &'a mut [Vec<B>],
    size: usize,
) -> Vec<(usize, Cells<'a, B>)> {
    let mut parts: Vec<Cells<'a, B>> = Vec::new();
    let rows = values.first().map_or(0, Vec::len);
    parts.resize_with(rows.div_ceil(size), || Cells {
        values: Vec::new(),
        others: Vec::new(),
    });
    for (values, others) in values.iter_mut().zip(others) {
        let cells = values.chunks_mut(size).zip(others.chunks_mut(size));
        for (part, (values, others)) in parts.iter_mut().zip(cells) {
            part.values.push(values);
            part.others.push(others);
        }
    }
    parts.into_iter().enumerate().collect()
}

/// Puts the cell of its place into each row of every column.
pub(super) fn spread_out<T: Copy + Default>(columns: &mut [Vec<T>], places: &[usize]) {
    for column in columns {
        let cells = places.iter().map(|place| column.get(*place).copied());
        *column = cells.map(Option::unwrap_or_default).collect();
    }
}
