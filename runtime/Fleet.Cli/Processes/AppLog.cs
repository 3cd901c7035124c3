using System.Text;

namespace Fleet.Cli.Processes;

/// <summary>
/// The log file of one app, <c>logs/&lt;app-id&gt;.log</c>. It is closed at 16 MiB and kept as <c>.1</c>, so that logs never
/// fill the disk.
/// </summary>
public sealed class AppLog : IDisposable
{
    private const long LargestFile = 16 << 20;

    private readonly Lock gate = new();
    private readonly string path;
    private readonly Action<string>? echo;
    private FileStream? file;

    /// <summary>Opens the log of an app.</summary>
    /// <param name="folder">Folder of the logs.</param>
    /// <param name="appId">App id.</param>
    /// <param name="toFile">Whether lines go to the file.</param>
    /// <param name="echo">Takes every line as well; null for nobody.</param>
    public AppLog(string folder, string appId, bool toFile, Action<string>? echo)
    {
        path = PathOf(folder, appId);
        this.echo = echo;
        if (toFile)
            file = Open();
    }

    /// <summary>Where the log of an app is.</summary>
    public static string PathOf(string folder, string appId) => Path.Combine(folder, appId + ".log");

    /// <summary>Takes a line.</summary>
    public void Write(string line)
    {
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
        File.Move(path, path + ".1", overwrite: true);
        file = Open();
    }

    private FileStream Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }
}
