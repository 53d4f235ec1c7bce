//! Columns in every width.

use super::*;
use crate::progress::unattended;
use crate::threads::Threads;

#[test]
fn a_column_is_the_same_in_every_width() {
    let columns = [
        Codes::U8(&[2, 0, 255, 2]),
        Codes::U16(&[2, 0, u16::MAX, 2]),
        Codes::U32(&[2, 0, u32::MAX, 2]),
        Codes::I8(&[2, 0, -1, 2]),
        Codes::I16(&[2, 0, -1, 2]),
        Codes::I32(&[2, 0, -1, 2]),
        Codes::I64(&[2, 0, i64::MIN, 2]),
    ];
    for codes in columns {
        assert_eq!((codes.len(), codes.is_empty()), (4, false));
        let seen = codes.seen(3, Threads::asked(Some(1)).unwrap()).unwrap();
        assert_eq!((seen.first, seen.missing), (vec![1, 4, 0], 1));
        assert_eq!((codes.place(3), codes.place(4)), (Some(2), None));
        assert_eq!(codes.append_to(&mut [1, 0], 3), None);
        assert!(
            codes
                .append_to(&mut [1, 0, 0], 3)
                .is_some_and(|(row, _)| row == 2)
        );
        assert_eq!(codes.looked_up(&[7, 8, 9], 0), vec![9, 7, 0, 9]);
        let rows = [3, -1, 9, 1];
        let at = codes.looked_up_at(&rows, &[70, 80, 90], 2, &mut unattended);
        assert_eq!(at.unwrap(), [90, -1, -1, 70]);
        let mut numbers = [0; 3];
        codes.read(1, &mut numbers);
        assert!(numbers[1] >= 3 && (numbers[0], numbers[2]) == (0, 2));
        let mut marks = [false; 4];
        codes.mark_changes(0, &mut marks);
        assert_eq!(marks, [true; 4]);
    }
}

#[test]
fn labels_occur_first_where_a_plain_look_finds_them() {
    let at = |wanted: i16, codes: &[i16]| codes.iter().position(|code| *code == wanted);
    for (n_labels, step, odd) in [
        (3_u16, 1_500_u16, None),
        (300, 20, Some(-1)),
        (2, 1, Some(7)),
    ] {
        let sorted = (0..5_000_u16).map(|row| (row / step % n_labels).cast_signed());
        let mut codes: Vec<i16> = sorted.collect();
        for row in [0, 1_023, 4_900] {
            codes[row] = odd.unwrap_or(codes[row]);
        }
        let n = usize::from(n_labels);
        let threads = Threads::asked(Some(1)).unwrap();
        let found = Codes::I16(&codes).seen(n, threads).unwrap();
        let first: Vec<usize> = (0..n_labels.cast_signed())
            .map(|label| at(label, &codes).unwrap_or(codes.len()))
            .collect();
        assert_eq!(found.first, first);
        assert_eq!(found.missing, if odd.is_some() { 3 } else { 0 });
    }
}
