using Fleet.Runtime.Components;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Resources;

namespace Fleet.Runtime.Testing;

/// <summary>Finds mistakes in the resources of a host before anything starts, and says which option they came with.</summary>
internal static class ResourceMistakes
{
    private const string Paths = $"{nameof(FleetTestOptions)}.{nameof(FleetTestOptions.ResourcePaths)}";
    private const string Text = $"{nameof(FleetTestOptions)}.{nameof(FleetTestOptions.Resources)}";

    /// <summary>Throws when there are mistakes.</summary>
    /// <exception cref="RuntimeStartException">All of them, each with option, file and line.</exception>
    public static void ThrowIfAny(FleetTestOptions options, ComponentRegistry registry)
    {
        var missing = options.ResourcePaths.Where(folder => !Directory.Exists(folder)).ToList();
        var files = options.ResourcePaths.Except(missing).SelectMany(new ResourceFiles().ReadFolder).ToList();
        if (options.Resources is { } yaml)
            files.Add(ResourceFile.Parse(Text, yaml));
        var set = ResourceFiles.Together(files);
        var mistakes = set.Mistakes.Concat(set.Components.SelectMany(component => ComponentCheck.Check(component, registry))).Select(Named).ToList();
        if (missing.Count > 0 || mistakes.Count > 0)
            throw new RuntimeStartException([.. missing.Select(folder => $"{Paths}: there is no folder {Path.GetFullPath(folder)}")], mistakes);
    }

    private static ResourceMistake Named(ResourceMistake mistake) =>
        mistake.Where.File == Text ? mistake : mistake with { Where = mistake.Where with { File = $"{Paths}: {mistake.Where.File}" } };
}
