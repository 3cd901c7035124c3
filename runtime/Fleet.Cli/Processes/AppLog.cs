using System.Text;

namespace Fleet.Cli.Processes;

/// <summary>
/// The log file of one app, <c>logs/&lt;app-id&gt;.log</c>. It is closed at 16 MiB and kept as <c>.1</c>, so that logs never
/// fill the disk.
/// </summary>
public sealed class AppLog : IDisposable
{
    private const long LargestFile = 16 << 20;

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly Action<string>? _echo;
    private FileStream? _file;

    /// <summary>Opens the log of an app.</summary>
    /// <param name="folder">Folder of the logs.</param>
    /// <param name="appId">App id.</param>
    /// <param name="toFile">Whether lines go to the file.</param>
    /// <param name="echo">Takes every line as well; null for nobody.</param>
    public AppLog(string folder, string appId, bool toFile, Action<string>? echo)
    {
        _path = PathOf(folder, appId);
        _echo = echo;
        if (toFile)
            _file = Open();
    }

    /// <summary>Where the log of an app is.</summary>
    public static string PathOf(string folder, string appId) => Path.Combine(folder, appId + ".log");

    /// <summary>Takes a line.</summary>
    public void Write(string line)
    {
        _echo?.Invoke(line);
        lock (_gate)
        {
            if (_file is null)
                return;
            _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
            _file.Flush();
            if (_file.Length >= LargestFile)
                Roll();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    private void Roll()
    {
        _file!.Dispose();
        File.Move(_path, _path + ".1", overwrite: true);
        _file = Open();
    }

    private FileStream Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        return new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }
}
