/** A list of listeners; `listen` returns how to stop. */
export function emitter<T>() {
  const listeners = new Set<(value: T) => void>();
  return {
    listen(listener: (value: T) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    emit(value: T) {
      for (const listener of listeners) listener(value);
    },
  };
}
