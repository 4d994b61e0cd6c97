package io.amasia;

class SerialEngineTest extends EngineConformance {
  @Override
  protected String engine() {
    return "serial";
  }

  @Override
  protected boolean hasProcesses() {
    return false;
  }
}
