using System.Text.Json;

namespace Fleet.Cli.Processes;

/// <summary>
/// <c>run.json</c> in the data directory: who runs there. Other commands find the control endpoint through it, and the
/// next start finds what an interrupted run left behind.
/// </summary>
/// <param name="Cli">The process of the command line.</param>
/// <param name="Control">Control endpoint; null when there is none.</param>
/// <param name="Apps">The apps' processes by app id.</param>
public sealed record RunRecord(ProcessIdentity Cli, Uri? Control, IReadOnlyList<RunningApp> Apps)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The record in a data directory; null when there is none that can be read.</summary>
    public static RunRecord? Read(string dataDirectory)
    {
        try
        {
            return JsonSerializer.Deserialize<RunRecord>(File.ReadAllText(FileIn(dataDirectory)), Json);
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces the record at once, so that nobody reads half of it.</summary>
    public void Write(string dataDirectory)
    {
        var next = FileIn(dataDirectory) + ".next";
        File.WriteAllText(next, JsonSerializer.Serialize(this, Json));
        File.Move(next, FileIn(dataDirectory), overwrite: true);
    }

    /// <summary>Nobody runs here any more.</summary>
    public static void Remove(string dataDirectory) => File.Delete(FileIn(dataDirectory));

    /// <summary>Ends apps whose command line is gone; says how many there were.</summary>
    public async Task<int> EndLeftoversAsync(TimeProvider time)
    {
        var left = Apps.Select(app => app.Process.Find()).OfType<System.Diagnostics.Process>().ToList();
        await Task.WhenAll(left.Select(process => ProcessTree.EndAsync(process, TimeSpan.FromSeconds(2), time)));
        left.ForEach(process => process.Dispose());
        return left.Count;
    }

    private static string FileIn(string dataDirectory) => Path.Combine(dataDirectory, "run.json");
}

/// <summary>An app's process.</summary>
public sealed record RunningApp(string AppId, ProcessIdentity Process);
