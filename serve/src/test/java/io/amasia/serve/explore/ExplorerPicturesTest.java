package io.amasia.serve.explore;

import io.amasia.serve.DataServer;
import io.amasia.testkit.Browser;
import io.amasia.testkit.Shared;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Pictures of the explorer on real data, to be looked at: `-Damasia.pictures=DIR` writes them, or
/// those whose names `-Damasia.only=REGEX` matches. The guide's own is written by
/// `-Damasia.pictures=docs -Damasia.only=explorer`.
@EnabledIfSystemProperty(named = "amasia.pictures", matches = ".+")
class ExplorerPicturesTest {
  @TempDir static Path folder;

  @Test
  void picturesAreTaken() throws Exception {
    Path pictures = Files.createDirectories(Path.of(System.getProperty("amasia.pictures")));
    String data = Shared.file("data").toString();
    var builder =
        DataServer.builder()
            .hearing(_ -> {})
            .open("E1", data + "/scenario/E1_north_america.nc")
            .open("A1B", data + "/scenario/A1B_north_america.nc")
            .open("orca", data + "/grids/orca2_votemper.nc")
            .open("rotated", data + "/grids/rotated_pole.nc")
            .open("icon", data + "/grids/tas_Amon_ICON-ESM-LR_historical_r1i1p1f1_gn_185001.nc")
            .open("camse", data + "/classic/camse_unstructured_grid.nc")
            .open("mesh", data + "/grids/mesh_C4_synthetic_float.nc")
            .open("cesm", data + "/cmip6/cl_Amon_CESM2_amip_r1i1p1f1_gn_195001-201412.nc")
            .open("levitus", data + "/classic/levitus_climatology.cdf")
            .open("eraint", data + "/era/eraint_uvz.nc");
    try (var asking = new Asking(builder);
        Browser browser = Browser.start(folder)) {
      String only = System.getProperty("amasia.only", "");
      for (String[] one :
          new String[][] {
            {"e1", "/?data=E1&var=air_temperature&at.time=100", "1280", "1000", "light"},
            {"e1-dark", "/?data=E1&var=air_temperature&at.time=100", "1280", "1000", "dark"},
            {"e1-narrow", "/?data=E1&var=air_temperature&at.time=100", "400", "1100", "light"},
            {
              "explorer",
              "/?data=E1&var=air_temperature&kind=map&at.time=200&minus=air_temperature&minus.at.time=20"
                  + "&2.data=E1&2.var=air_temperature&2.kind=series&2.point=-100,45"
                  + "&3.data=E1&3.var=air_temperature&3.kind=hovmoller&4.data=E1&4.var=air_temperature&4.kind=histogram",
              "1440",
              "1350",
              "light"
            },
            {
              "panels",
              "/?data=E1&var=air_temperature&kind=map&at.time=200&minus=air_temperature&minus.at.time=20"
                  + "&2.data=E1&2.var=air_temperature&2.kind=series&2.point=-100,45"
                  + "&3.data=E1&3.var=air_temperature&3.kind=hovmoller&4.data=E1&4.var=air_temperature&4.kind=histogram",
              "1600",
              "1500",
              "light"
            },
            {"orca", "/?data=orca&var=votemper", "1280", "1000", "light"},
            {"rotated", "/?data=rotated&var=air_pressure_at_sea_level", "1280", "1000", "light"},
            {"camse", "/?data=camse&var=T850", "1280", "1000", "light"},
            {"camse-narrow", "/?data=camse&var=T850", "400", "1100", "dark"},
            {
              "mesh",
              "/?data=mesh&var=synthetic&projection=SouthPolarStereographic",
              "1280",
              "1000",
              "light"
            },
            {"menu", "/?data=E1&var=air_temperature&at.time=100", "400", "1100", "dark"},
            {"code", "/?data=mesh&var=synthetic", "400", "1100", "light"},
            {"icon", "/?data=icon&var=tas", "1280", "1000", "dark"},
            {
              "section",
              "/?data=levitus&var=TEMP&kind=section&2.data=levitus&2.var=TEMP&2.kind=profile&2.point=-30,20",
              "1600",
              "900",
              "light"
            },
            {
              "polar",
              "/?data=eraint&var=z&at.level=1&projection=NorthPolarStereographic&limits=robust&levels=250",
              "1280",
              "1000",
              "light"
            },
            {
              "globe",
              "/?data=eraint&var=u&on.level=200&2.data=eraint&2.var=u&2.kind=zonal",
              "1600",
              "900",
              "dark"
            },
          }) {
        if (!only.isEmpty() && !one[0].matches(only)) {
          continue;
        }
        browser.open(
            asking.url(one[1]),
            Integer.parseInt(one[2]),
            Integer.parseInt(one[3]),
            one[4].equals("dark"));
        browser.await("document.body?.dataset.ready == 'true'");
        browser.await(
            "[...document.querySelectorAll('.view')].every(v => ['shown', 'failed'].includes(v.dataset.state))");
        if (one[0].equals("menu")) {
          browser.eval("document.querySelector('.menu summary').click()");
        } else if (one[0].equals("code")) {
          browser.eval("document.querySelector('.show-code').click()");
        }
        Thread.sleep(700);
        browser.picture(pictures.resolve(one[0] + ".png"));
      }
    }
  }
}
