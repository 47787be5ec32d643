/** How a solver is steered, and what it tells. */
export interface Steering {
  maxIterations: number;
  tolerance: number;
  /** Hears of each iteration, counted from 1; false ends the search where it is. */
  onIteration(iteration: number, solution: Float64Array): Promise<boolean>;
}

export interface Solved {
  solution: Float64Array;
  iterations: number;
  converged: boolean;
}
