//! Where cards lie on a board and where one that is held would go: no browser needed.

/// A column with the keys of its cards in order.
pub type Lane = (String, Vec<String>);

/// A place on the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The column.
    pub column: String,
    /// The place in it, counted without the card that is held.
    pub at: usize,
}

/// The board as it would be with the card dropped at a spot.
pub fn with_card_at(lanes: &[Lane], card: &str, spot: &Spot) -> Vec<Lane> {
    let lane = |(column, cards): &Lane| {
        let mut cards: Vec<String> = cards.iter().filter(|other| *other != card).cloned().collect();
        if *column == spot.column {
            cards.insert(spot.at.min(cards.len()), card.to_owned());
        }
        (column.clone(), cards)
    };
    lanes.iter().map(lane).collect()
}

/// Where a card lies.
pub fn spot_of(lanes: &[Lane], card: &str) -> Option<Spot> {
    lanes.iter().find_map(|(column, cards)| {
        let at = cards.iter().position(|other| other == card)?;
        Some(Spot { column: column.clone(), at })
    })
}

/// The spot after an arrow key; `None`: the key is no arrow, or there is nothing further that way.
pub fn stepped(lanes: &[Lane], card: &str, from: &Spot, key: &str) -> Option<Spot> {
    let column = lanes.iter().position(|(column, _)| *column == from.column)?;
    let room = |column: usize| lanes[column].1.iter().filter(|other| *other != card).count();
    let beside = |column: usize| Spot { column: lanes[column].0.clone(), at: from.at.min(room(column)) };
    match key {
        "ArrowUp" if from.at > 0 => Some(Spot { at: from.at - 1, ..from.clone() }),
        "ArrowDown" if from.at < room(column) => Some(Spot { at: from.at + 1, ..from.clone() }),
        "ArrowLeft" if column > 0 => Some(beside(column - 1)),
        "ArrowRight" if column + 1 < lanes.len() => Some(beside(column + 1)),
        "Home" => Some(Spot { at: 0, ..from.clone() }),
        "End" => Some(Spot { at: room(column), ..from.clone() }),
        _ => None,
    }
}

/// The card before which a card at this spot lies; `None`: it is the last.
pub fn before(lanes: &[Lane], card: &str, spot: &Spot) -> Option<String> {
    let (_, cards) = lanes.iter().find(|(column, _)| *column == spot.column)?;
    cards.iter().filter(|other| *other != card).nth(spot.at).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lanes() -> Vec<Lane> {
        let lane =
            |column: &str, cards: &str| (column.to_owned(), cards.split_whitespace().map(str::to_owned).collect());
        vec![lane("open", "a b c"), lane("waiting", ""), lane("closed", "d")]
    }
    fn spot(column: &str, at: usize) -> Spot {
        Spot { column: column.to_owned(), at }
    }

    #[test]
    fn a_card_lies_in_one_place_only() {
        let after = with_card_at(&lanes(), "b", &spot("closed", 0));
        assert_eq!(after[0].1, ["a", "c"]);
        assert_eq!(after[2].1, ["b", "d"]);
        assert_eq!(with_card_at(&lanes(), "b", &spot("waiting", 9))[1].1, ["b"]);
        assert_eq!(with_card_at(&lanes(), "a", &spot("open", 2))[0].1, ["b", "c", "a"]);
    }

    #[test]
    fn arrows_move_within_and_between_columns_and_stop_at_the_edge() {
        let at = spot_of(&lanes(), "c").unwrap();
        assert_eq!(at, spot("open", 2));
        assert_eq!(stepped(&lanes(), "c", &at, "ArrowUp"), Some(spot("open", 1)));
        assert_eq!(stepped(&lanes(), "c", &at, "ArrowDown"), None);
        assert_eq!(stepped(&lanes(), "c", &at, "ArrowRight"), Some(spot("waiting", 0)));
        assert_eq!(stepped(&lanes(), "c", &spot("closed", 1), "ArrowRight"), None);
        assert_eq!(stepped(&lanes(), "c", &spot("closed", 0), "End"), Some(spot("closed", 1)));
        assert_eq!(stepped(&lanes(), "c", &at, "x"), None);
    }

    #[test]
    fn a_move_names_the_card_behind_it() {
        assert_eq!(before(&lanes(), "a", &spot("open", 1)).as_deref(), Some("c"));
        assert_eq!(before(&lanes(), "a", &spot("closed", 0)).as_deref(), Some("d"));
        assert_eq!(before(&lanes(), "a", &spot("waiting", 0)), None);
    }
}
