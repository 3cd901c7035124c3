using System.Diagnostics;

namespace Fleet.Tests.EndToEnd.Support;

/// <summary>Headless Chromium, as the system's packages have it.</summary>
internal static class Browser
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>The page's elements after its scripts have run for a while; skips the test where there is no Chromium.</summary>
    public static async Task<string> OpenAsync(string url, CancellationToken cancellationToken)
    {
        var program = Find();
        Assert.SkipWhen(program is null, "needs Chromium: apt-get install chromium");
        var profile = Directory.CreateTempSubdirectory("fleet-chromium-").FullName;
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--user-data-dir=" + profile, "--virtual-time-budget=8000", "--dump-dom", url,
        ];
        var start = new ProcessStartInfo(program!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var chromium = Process.Start(start)!;
        var errors = chromium.StandardError.ReadToEndAsync(cancellationToken);
        var page = await chromium.StandardOutput.ReadToEndAsync(cancellationToken);
        await chromium.WaitForExitAsync(cancellationToken);
        Directory.Delete(profile, recursive: true);
        Assert.True(page.Length > 0, await errors);
        return page;
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
