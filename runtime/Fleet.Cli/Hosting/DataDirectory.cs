using Fleet.Cli.Processes;

namespace Fleet.Cli.Hosting;

/// <summary>The folder in which a run keeps everything. One run at a time has it.</summary>
internal sealed class DataDirectory : IDisposable
{
    private const string Marker = ".fleet-data";
    private const string SchedulerFile = "scheduler.db";
    private const int MostBeside = 200;

    private readonly FileStream held;

    private DataDirectory(string path, FileStream held) => (Path, this.held) = (path, held);

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>Folder of the apps' logs.</summary>
    public string Logs => LogsIn(Path);

    /// <summary>Folder of the mailbox.</summary>
    public string Mailbox => MailboxIn(Path);

    /// <summary>Folder of the simulator's journal.</summary>
    public string Simulator => System.IO.Path.Combine(Path, "simulator");

    /// <summary>Folder of the runtime's state and queues.</summary>
    public string State => System.IO.Path.Combine(Path, "state");

    /// <summary>Where reminders and jobs are kept.</summary>
    public string Scheduler => System.IO.Path.Combine(State, SchedulerFile);

    public static string LogsIn(string path) => System.IO.Path.Combine(path, "logs");

    public static string MailboxIn(string path) => System.IO.Path.Combine(path, "mailbox");

    /// <summary>Takes the folder, and ends what an interrupted run left behind in it.</summary>
    /// <param name="path">The folder; it is created when it is missing.</param>
    /// <param name="fresh">Whether it is going to be emptied, which only a folder of ours may be.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="CommandFailedException">Another run has it, or it is not a data directory that could be emptied.</exception>
    public static async Task<DataDirectory> OpenAsync(string path, bool fresh, TimeProvider time)
    {
        var full = System.IO.Path.GetFullPath(path);
        var existed = Directory.Exists(full) && Directory.EnumerateFileSystemEntries(full).Any();
        var ours = File.Exists(System.IO.Path.Combine(full, Marker));
        if (fresh && existed && !ours)
            throw new CommandFailedException($"{full} was not made by fleet and is not empty: --fresh will not delete it.");
        Directory.CreateDirectory(full);
        var data = new DataDirectory(full, Lock(full));
        if (RunRecord.Read(full) is { } left)
            await left.EndLeftoversAsync(time);
        RunRecord.Remove(full);
        data.Furnish();
        return data;
    }

    /// <summary>Begins with nothing. Not before it is sure that the run can start.</summary>
    public void Empty()
    {
        foreach (var file in Directory.EnumerateFiles(Path).Where(file => file != held.Name))
            File.Delete(file);
        foreach (var folder in Directory.EnumerateDirectories(Path))
            Directory.Delete(folder, recursive: true);
        Furnish();
    }

    /// <summary>Takes the folder or, while other runs have it, the first free one of <c>path-2</c>, <c>path-3</c> and so on.</summary>
    /// <exception cref="CommandFailedException">None of them can be had.</exception>
    public static async Task<DataDirectory> OpenAnyAsync(string path, TimeProvider time)
    {
        var number = 1;
        while (true)
        {
            try
            {
                return await OpenAsync(number == 1 ? path : $"{path}-{number}", fresh: false, time);
            }
            catch (CommandFailedException) when (number < MostBeside)
            {
                number++;
            }
        }
    }

    /// <summary>Takes the folder away when nothing in it is worth keeping: no reminder, no job, no log. For folders nobody asked for.</summary>
    public void RemoveIfUnused()
    {
        string[] known = [Marker, System.IO.Path.GetFileName(held.Name)];
        var isUsed = Directory.EnumerateFileSystemEntries(Logs).Any()
            || Directory.EnumerateFiles(Path).Any(file => !known.Contains(System.IO.Path.GetFileName(file), StringComparer.Ordinal))
            || Directory.EnumerateFiles(State).Any(file => !System.IO.Path.GetFileName(file).StartsWith(SchedulerFile, StringComparison.Ordinal))
            || (File.Exists(Scheduler) && ScheduleFile.HoldsAny(Scheduler));
        if (isUsed)
            return;
        Directory.Delete(Logs);
        Directory.Delete(State, recursive: true);
        File.Delete(System.IO.Path.Combine(Path, Marker));
        // Another run may be taking the folder over at this moment: then it stays.
        File.Delete(held.Name);
        try
        {
            Directory.Delete(Path);
        }
        catch (IOException)
        {
            Furnish();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => held.Dispose();

    private static FileStream Lock(string path)
    {
        try
        {
            // The operating system lets go of it when the process dies, however that happens.
            return new FileStream(System.IO.Path.Combine(path, "run.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new CommandFailedException($"Another fleet runs with the data in {path}. Stop it, or choose another folder with --data.");
        }
    }

    private void Furnish()
    {
        File.WriteAllText(System.IO.Path.Combine(Path, Marker), "Data of one fleet; `fleet up --fresh` deletes what is beside this file.\n");
        Directory.CreateDirectory(State);
        Directory.CreateDirectory(Logs);
    }
}
