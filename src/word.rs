//! Conventions that are one of a few words, each list written once.

/// A choice that is known by a word: checks, messages, schema and Python read this one list.
pub trait Word: Copy + PartialEq + 'static {
    /// Every word with what it stands for.
    const WORDS: &'static [(&'static str, Self)];

    /// The word for this choice.
    fn word(self) -> &'static str {
        let mut words = Self::WORDS.iter();
        let own = words.find(|(_, choice)| *choice == self);
        own.map_or("", |(word, _)| word)
    }
}

/// Defines a choice of a few words; the first marked `#[default]` is meant where nothing is said.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$about:meta])* $choice:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, Default, PartialEq, Eq, Hash,
            serde::Serialize, serde::Deserialize, schemars::JsonSchema,
        )]
        pub enum $name {
            $($(#[$about])* #[serde(rename = $word)] $choice,)+
        }

        impl $crate::word::Word for $name {
            const WORDS: &'static [(&'static str, Self)] = &[$(($word, Self::$choice),)+];
        }
    };
}

pub(crate) use words;
