//! Columns in every width.

use super::*;

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
