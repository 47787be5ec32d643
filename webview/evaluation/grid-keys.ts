const STEPS: Record<string, readonly [down: number, right: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** From one button in a table's cells the arrow keys go to the next one that way, over cells that have none. */
export function moveByArrows(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  const cell = (event.target as HTMLElement).closest("td");
  const from = cell?.closest("tr");
  const table = cell?.closest("table");
  if (!step || !from || !cell || !table) return;
  const [down, right] = step;
  let [row, column] = [from.rowIndex + down, cell.cellIndex + right];
  for (; table.rows[row]?.cells[column]; row += down, column += right) {
    const button = table.rows[row]?.cells[column]?.querySelector("button");
    if (!button) continue;
    event.preventDefault();
    button.focus();
    return;
  }
}
