package io.amasia;

class ProcessesEngineTest extends EngineConformance {
  @Override
  protected String engine() {
    return "processes[2]";
  }
}
