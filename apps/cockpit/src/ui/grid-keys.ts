export interface GridActs {
  move(by: number): void;
  page(pages: number): void;
  edge(end: boolean): void;
  extend(by: number): void;
  peek(): void;
  open(): void;
  select(): void;
  document(letter: string): void;
}

/** The keys of the list; they act only while the grid itself has the focus (WCAG 2.1.4). */
export function useGridKeys(acts: GridActs) {
  const keys: Record<string, () => void> = {
    j: () => acts.move(1),
    ArrowDown: () => acts.move(1),
    k: () => acts.move(-1),
    ArrowUp: () => acts.move(-1),
    PageDown: () => acts.page(1),
    PageUp: () => acts.page(-1),
    Home: () => acts.edge(false),
    End: () => acts.edge(true),
    ' ': () => acts.peek(),
    Enter: () => acts.open(),
    x: () => acts.select(),
    d: () => acts.document('order'),
    l: () => acts.document('delivery'),
    i: () => acts.document('invoice'),
    z: () => acts.document('payment'),
    'Shift+ArrowDown': () => acts.extend(1),
    'Shift+ArrowUp': () => acts.extend(-1),
  };
  return (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keys[event.shiftKey && event.key.startsWith('Arrow') ? `Shift+${event.key}` : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
}
