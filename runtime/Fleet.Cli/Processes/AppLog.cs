using System.Text;

namespace Fleet.Cli.Processes;

/// <summary>
/// The output of one app or sidecar: to a file, to somebody who listens, or both. A file is closed at 16 MiB and kept as
/// <c>.1</c>, so that logs never fill the disk.
/// </summary>
public sealed class AppLog : IDisposable
{
    private const long LargestFile = 16 << 20;

    private readonly Lock gate = new();
    private readonly string? path;
    private readonly Action<string>? echo;
    private readonly string prefix;
    private FileStream? file;

    /// <summary>Opens a log.</summary>
    /// <param name="path">The file; null for none.</param>
    /// <param name="echo">Takes every line as well; null for nobody.</param>
    /// <param name="prefix">Stands before every line.</param>
    public AppLog(string? path, Action<string>? echo, string prefix = "")
    {
        this.path = path;
        this.prefix = prefix;
        this.echo = echo;
        if (path is not null)
            file = Open(path);
    }

    /// <summary>The file; null when there is none.</summary>
    public string? FilePath => path;

    /// <summary>Where the log of an app is.</summary>
    public static string PathOf(string folder, string appId) => Path.Combine(folder, appId + ".log");

    /// <summary>Takes a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="isQuiet">To the file only: who listens has been told already.</param>
    public void Write(string line, bool isQuiet = false)
    {
        line = prefix + line;
        if (!isQuiet)
            echo?.Invoke(line);
        lock (gate)
        {
            if (file is null)
                return;
            file.Write(Encoding.UTF8.GetBytes(line + "\n"));
            file.Flush();
            if (file.Length >= LargestFile)
                Roll();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            file?.Dispose();
            file = null;
        }
    }

    private void Roll()
    {
        file!.Dispose();
        File.Move(path!, path + ".1", overwrite: true);
        file = Open(path!);
    }

    private static FileStream Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }
}
