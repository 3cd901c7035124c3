namespace Fleet.Cli.Running;

/// <summary>Says what happens with the marks that the Dapr CLI uses, since scripts look for them.</summary>
internal static class Say
{
    public static string Info(string text) => Mark("ℹ️  ") + text;

    public static string Success(string text) => Mark("✅  ") + text;

    public static string Warning(string text) => Mark("⚠  ") + text;

    public static string Failure(string text) => Mark("❌  ") + text;

    // Consoles of Windows do not show them.
    private static string Mark(string mark) => OperatingSystem.IsWindows() ? "" : mark;
}
