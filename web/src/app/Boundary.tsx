import { Component, type ReactNode } from "react";
import { ProblemBox } from "../parts/ProblemBox";

/** A screen that breaks says so in its own place; the way around stays usable. */
export class Boundary extends Component<{ children: ReactNode }, { problem: unknown }> {
  override state: { problem: unknown } = { problem: null };

  static getDerivedStateFromError(problem: unknown) {
    return { problem };
  }

  override render() {
    if (this.state.problem === null) return this.props.children;
    return (
      <div className="screen">
        <ProblemBox problem={this.state.problem} retry={() => window.location.reload()} />
      </div>
    );
  }
}
