using System.Collections.Concurrent;

namespace Fleet.Runtime.Resources;

/// <summary>The resource files of one start. A file that several sidecars name is read once.</summary>
public sealed class ResourceFiles
{
    private readonly ConcurrentDictionary<string, Lazy<ResourceFile>> files = new(StringComparer.Ordinal);

    /// <summary>
    /// What the <c>.yaml</c> and <c>.yml</c> files of the folders declare, in the order of folders and file names. Other
    /// files and subfolders are not read.
    /// </summary>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    public ResourceSet ReadFolders(IReadOnlyList<string> folders) => Together(folders.SelectMany(ReadFolder));

    /// <summary>The resource files of one folder, in the order of their names. One that cannot be read declares nothing, which is a mistake.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public IReadOnlyList<ResourceFile> ReadFolder(string folder) => [.. Paths(folder).Select(ReadIfPossible)];

    /// <summary>What some files declare together, with the mistakes that only show so.</summary>
    public static ResourceSet Together(IEnumerable<ResourceFile> files)
    {
        var sets = files.Select(file => file.Resources).ToList();
        var set = new ResourceSet(
            [.. sets.SelectMany(one => one.Components)],
            [.. sets.SelectMany(one => one.Subscriptions)],
            [.. sets.SelectMany(one => one.Resiliencies)],
            [.. sets.SelectMany(one => one.HttpEndpoints)],
            [.. sets.SelectMany(one => one.Mistakes)]);
        return set with { Mistakes = [.. set.Mistakes, .. ReferenceCheck.Check(set)] };
    }

    /// <summary>
    /// What Configuration files say, <c>$VARIABLE</c> and <c>${VARIABLE}</c> filled in; of each part the last file that has
    /// it counts. Other than with resource files, a file that cannot be read as it should is one with which daprd would not start.
    /// </summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public (ConfigurationSpec Configuration, IReadOnlyList<ResourceMistake> Mistakes) ReadConfigurations(IReadOnlyList<string> paths, IReadOnlyDictionary<string, string> environment)
    {
        var read = paths.Select(path => ReadConfiguration(path, environment)).ToList();
        var configuration = read.SelectMany(file => file.Configurations).Aggregate(ConfigurationSpec.Default, (merged, next) => merged.With(next));
        return (configuration, [.. read.SelectMany(file => file.Resources.Mistakes.Select(mistake => mistake with { Fatal = mistake.Fatal || file.HasUnreadable }))]);
    }

    private ResourceFile ReadConfiguration(string path, IReadOnlyDictionary<string, string> environment)
    {
        var text = File.ReadAllText(path);
        return text.Contains('$', StringComparison.Ordinal) ? ResourceFile.Parse(path, Variables.Fill(text, environment)) : Read(path);
    }

    /// <summary>One file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public ResourceFile Read(string path) =>
        files.GetOrAdd(path, key => new Lazy<ResourceFile>(() => ResourceFile.Parse(key, File.ReadAllText(key)))).Value;

    /// <summary>Paths of the resource files of a folder, in order.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static IEnumerable<string> Paths(string folder) =>
        Directory.EnumerateFiles(folder)
            .Where(path => Path.GetExtension(path).ToUpperInvariant() is ".YAML" or ".YML")
            .Order(StringComparer.Ordinal);

    private ResourceFile ReadIfPossible(string path)
    {
        try
        {
            return Read(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return ResourceFile.Unreadable(path, unreadable.Message);
        }
    }
}
