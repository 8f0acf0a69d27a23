/** One state, one way to change it, and those who want to know. */

import { readFragment, type State, writeFragment } from "./state.ts";

export type Listener = (now: State, before: State) => void;

export class Store {
  private state: State;
  private readonly listeners: Listener[] = [];

  constructor(fragment: string) {
    this.state = readFragment(fragment);
  }

  get now(): State {
    return this.state;
  }

  get fragment(): string {
    return writeFragment(this.state);
  }

  listen(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** Changes some of the state; who listens is told once, and only when something is different. */
  set(change: Partial<State>): void {
    const before = this.state;
    const next = { ...before, ...change };
    if (writeFragment(next) === writeFragment(before)) return;
    this.state = next;
    for (const listener of this.listeners) listener(next, before);
  }

  /** Takes the state of a fragment, as when somebody goes back or pastes a link. */
  read(fragment: string): void {
    this.set(readFragment(fragment));
  }
}
