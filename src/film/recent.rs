//! What was worked out last, kept for those who ask for it again.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

/// The values asked for most recently, each worked out once, however many threads ask for it.
pub(super) struct Recent<K, V> {
    most: usize,
    kept: Mutex<Vec<(K, Slot<V>)>>,
}

type Slot<V> = Arc<Mutex<Option<Arc<V>>>>;

impl<K: Clone + PartialEq, V> Recent<K, V> {
    /// Keeps at most so many.
    pub(super) fn new(most: usize) -> Self {
        Self {
            most,
            kept: Mutex::new(Vec::new()),
        }
    }

    /// The value of a key, made if it is not there.
    pub(super) fn value(&self, key: &K, make: impl FnOnce() -> V) -> Arc<V> {
        match self.get(key, || Ok::<_, Infallible>(make())) {
            Ok(value) => value,
        }
    }

    /// The value of a key, made if it is not there; a failure is not kept.
    pub(super) fn get<E>(&self, key: &K, make: impl FnOnce() -> Result<V, E>) -> Result<Arc<V>, E> {
        let slot = self.slot(key);
        // A panic in `make` leaves the slot empty, which is what it was.
        let mut value = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = &*value {
            return Ok(Arc::clone(value));
        }
        let made = Arc::new(make()?);
        *value = Some(Arc::clone(&made));
        Ok(made)
    }

    /// The slot of a key, moved to the end of the line.
    fn slot(&self, key: &K) -> Slot<V> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = match kept.iter().position(|(known, _)| known == key) {
            Some(at) => kept.remove(at),
            None => (key.clone(), Slot::default()),
        };
        let slot = Arc::clone(&entry.1);
        kept.push(entry);
        let spare = kept.len().saturating_sub(self.most);
        kept.drain(..spare);
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_are_kept_and_the_oldest_made_again() {
        let recent = Recent::new(2);
        let mut made = Vec::new();
        for key in [1, 2, 1, 3, 1, 2] {
            let value = recent.get(&key, || {
                made.push(key);
                Ok::<_, ()>(key * 10)
            });
            assert_eq!(value.map(|v| *v), Ok(key * 10));
        }
        assert_eq!(made, [1, 2, 3, 2]);
    }

    #[test]
    fn a_failure_is_tried_again() {
        let recent = Recent::new(2);
        assert_eq!(recent.get(&1, || Err::<u8, _>("no")), Err("no"));
        assert_eq!(recent.get(&1, || Ok::<_, &str>(7)).map(|v| *v), Ok(7));
    }

    #[test]
    fn threads_that_ask_together_wait_for_one_to_make_it() {
        let recent = Recent::new(4);
        let made = std::sync::atomic::AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let value = recent.get(&"key", || {
                        made.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                        std::thread::sleep(std::time::Duration::from_millis(5));
                        Ok::<_, ()>(1)
                    });
                    assert_eq!(value.map(|v| *v), Ok(1));
                });
            }
        });
        assert_eq!(made.into_inner(), 1);
    }
}
