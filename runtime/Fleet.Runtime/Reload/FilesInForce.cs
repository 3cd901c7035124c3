using Fleet.Runtime.Resources;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Reload;

/// <summary>
/// The versions of resource files that act. A version with a mistake that the one before it did not have is refused: it
/// is reported once, and the one before stays.
/// </summary>
internal sealed class FilesInForce(ILogger log)
{
    private readonly Dictionary<string, string> refused = new(StringComparer.Ordinal);
    private Dictionary<string, IReadOnlyList<ResourceFile>> folders = new(StringComparer.Ordinal);

    /// <summary>The folders that are known.</summary>
    public IReadOnlyCollection<string> Folders => folders.Keys;

    /// <summary>The files that act, by folder.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ResourceFile>> InForce => folders;

    /// <summary>Takes in a folder as it was read at a start.</summary>
    public void Adopt(string folder, IReadOnlyList<ResourceFile> files) => folders.TryAdd(folder, files);

    /// <summary>What is in the folders now, faulty versions replaced by those before.</summary>
    public Dictionary<string, IReadOnlyList<ResourceFile>> Look() =>
        folders.ToDictionary(folder => folder.Key, folder => Look(folder.Key, folder.Value), StringComparer.Ordinal);

    /// <summary>Puts versions in force.</summary>
    public void Replace(Dictionary<string, IReadOnlyList<ResourceFile>> next) => folders = next;

    /// <summary>What the files in force declare for a sidecar that reads these folders.</summary>
    public ResourceSet Of(IEnumerable<string> paths) => Together(folders, paths);

    /// <summary>What files declare for a sidecar that reads these folders.</summary>
    public static ResourceSet Together(IReadOnlyDictionary<string, IReadOnlyList<ResourceFile>> files, IEnumerable<string> paths) =>
        ResourceFiles.Together(paths.SelectMany(path => files.GetValueOrDefault(path, [])));

    /// <summary>The mistakes of <paramref name="after"/> that <paramref name="before"/> did not have, wherever they stand.</summary>
    public static IReadOnlyList<ResourceMistake> NewMistakes(IEnumerable<ResourceMistake> before, IEnumerable<ResourceMistake> after)
    {
        var known = before.Select(Kind).ToHashSet();
        return [.. after.Where(mistake => !known.Contains(Kind(mistake)))];

        static (string, string, string) Kind(ResourceMistake mistake) => (mistake.Where.File, mistake.Field, mistake.Message);
    }

    private IReadOnlyList<ResourceFile> Look(string folder, IReadOnlyList<ResourceFile> before)
    {
        try
        {
            return [.. ResourceFiles.Paths(folder).ToList().Select(path => Version(path, before.FirstOrDefault(file => file.Path == path))).OfType<ResourceFile>()];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            log.LogWarning("{Folder} cannot be read, what it held stays in force: {Reason}", folder, unreadable.Message);
            return before;
        }
    }

    private ResourceFile? Version(string path, ResourceFile? before)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Gone since the folder was listed: an editor replaces it, and is heard of again. Or it may not be read.
            return before;
        }

        if (text == before?.Text)
            return before;
        var after = ResourceFile.Parse(path, text);
        if (NewMistakes(before?.Resources.Mistakes ?? [], after.Resources.Mistakes) is { Count: > 0 } mistakes)
            return Refuse(before, after, mistakes);
        refused.Remove(path);
        return after;
    }

    private ResourceFile? Refuse(ResourceFile? before, ResourceFile after, IReadOnlyList<ResourceMistake> mistakes)
    {
        if (refused.GetValueOrDefault(after.Path) == after.Text)
            return before;
        refused[after.Path] = after.Text;
        foreach (var mistake in mistakes)
            log.LogWarning("{Mistake}", mistake.ToString());
        log.LogWarning("{File} is not taken over: {State}", after.Path, before is null ? "nothing of it acts" : "the version before stays in force");
        return before;
    }
}
