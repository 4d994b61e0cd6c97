package io.amasia;

class LocalEngineTest extends EngineConformance {
  @Override
  protected String engine() {
    return "local";
  }

  @Override
  protected boolean hasProcesses() {
    return false;
  }
}
