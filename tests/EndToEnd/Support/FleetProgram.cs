using System.Diagnostics;
using System.Text;

namespace Fleet.Tests.EndToEnd.Support;

/// <summary>The command line program as its own process.</summary>
public sealed class FleetProgram : IAsyncDisposable
{
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();
    private readonly Process process;

    private FleetProgram(Process process) => this.process = process;

    public int Pid => process.Id;

    public string Output => Text(output);

    public string Errors => Text(errors);

    public string LastLine => Output.TrimEnd().Split('\n')[^1];

    public static string Root { get; } = FindRoot();

    public static FleetProgram Start(params IEnumerable<string> arguments) => StartIn(Environment.CurrentDirectory, registry: null, arguments);

    public static FleetProgram StartIn(string folder, string? registry, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Dll, .. arguments]) { WorkingDirectory = folder };
        if (registry is not null)
            start.Environment["FLEET_RUNS"] = registry;
        return Start(start);
    }

    /// <summary>The program on a disk that seems full once a file has so many blocks of 512 bytes.</summary>
    public static FleetProgram StartWithSmallFiles(int blocks, params IEnumerable<string> arguments)
    {
        // The code of the program itself lies in a file, too, which the limit would cut.
        var start = new ProcessStartInfo("sh", ["-c", $"trap '' XFSZ; ulimit -S -f {blocks}; exec dotnet \"$@\"", "sh", Dll, .. arguments]);
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return Start(start);
    }

    private static string Dll => Path.Combine(Root, "artifacts/bin/Fleet.Cli/debug/fleet.dll");

    private static FleetProgram Start(ProcessStartInfo start)
    {
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["FLEET_ROOT"] = Root;
        var program = new FleetProgram(new Process { StartInfo = start });
        program.process.OutputDataReceived += (_, line) => program.Take(program.output, line.Data);
        program.process.ErrorDataReceived += (_, line) => program.Take(program.errors, line.Data);
        program.process.Start();
        program.process.BeginOutputReadLine();
        program.process.BeginErrorReadLine();
        return program;
    }

    public static async Task<FleetProgram> RunAsync(params IEnumerable<string> arguments)
    {
        var program = Start(arguments);
        await program.ExitCodeAsync();
        return program;
    }

    public int ExitCode => process.ExitCode;

    public async Task<int> ExitCodeAsync()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(3), TimeProvider.System);
        await process.WaitForExitAsync(timeout.Token);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Take(StringBuilder into, string? line)
    {
        if (line is null)
            return;
        lock (into)
            into.AppendLine(line);
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Fleet.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        return folder.FullName;
    }
}
