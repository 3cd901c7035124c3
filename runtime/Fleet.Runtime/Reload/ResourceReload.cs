using Fleet.Runtime.Hosting;
using Fleet.Runtime.Resources;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Reload;

/// <summary>Puts changed Resiliency and Subscription files in force in every sidecar that they are for, all or none.</summary>
internal sealed class ResourceReload : IAsyncDisposable
{
    private readonly FleetRuntime runtime;
    private readonly ILogger log;
    private readonly SemaphoreSlim turn = new(1);
    private readonly FilesInForce files;
    private readonly FolderWatch watch;

    public ResourceReload(FleetRuntime runtime)
    {
        this.runtime = runtime;
        log = runtime.Shared.Logs.CreateLogger("fleet.runtime.reload");
        files = new FilesInForce(log);
        watch = new FolderWatch(runtime.Shared.Time, () => ReloadAsync(CancellationToken.None), log);
    }

    /// <summary>Takes in the folders of sidecars that have started, and watches them.</summary>
    public async Task AdoptAsync(ResourceFiles read, IEnumerable<string> folders)
    {
        await turn.WaitAsync();
        try
        {
            foreach (var folder in folders.Distinct(StringComparer.Ordinal))
                files.Adopt(folder, read.ReadFolder(folder));
            watch.Watch(files.Folders);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Reads all folders again, and puts in force what changed and has no mistake; that is not broken off once begun.</summary>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            var next = files.Look();
            var sidecars = runtime.Sidecars;
            if (!HoldsTogether(sidecars, next))
                return;
            foreach (var line in NextStart.Changes(files.InForce, next))
                log.LogInformation("{Change}", line);
            files.Replace(next);
            var report = new ReloadReport(log);
            foreach (var sidecar in sidecars)
                await TryApplyAsync(sidecar, FilesInForce.Together(next, sidecar.Options.ResourcePaths), report);
            report.Write();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await watch.DisposeAsync();
        turn.Dispose();
    }

    // Names that files use of one another: a policy that is gone is missed in another file than the one that changed.
    private bool HoldsTogether(IReadOnlyList<Sidecar> sidecars, Dictionary<string, IReadOnlyList<ResourceFile>> next)
    {
        var mistakes = sidecars.Select(sidecar => sidecar.Options.ResourcePaths)
            .SelectMany(paths => FilesInForce.NewMistakes(files.Of(paths).Mistakes, FilesInForce.Together(next, paths).Mistakes))
            .Distinct()
            .ToList();
        foreach (var mistake in mistakes)
            log.LogWarning("{Mistake}", mistake.ToString());
        if (mistakes.Count > 0)
            log.LogWarning("The changed files are not taken over: what was before stays in force");
        return mistakes.Count == 0;
    }

    // The files count as in force already: what one sidecar cannot take, the others take all the same.
    private async Task TryApplyAsync(Sidecar sidecar, ResourceSet set, ReloadReport report)
    {
        try
        {
            await ApplyAsync(sidecar, set, report);
        }
        catch (Exception) when (sidecar.IsStopped)
        {
            log.LogDebug("{AppId} stopped before it took the changed files", sidecar.AppId);
        }
        catch (Exception failure)
        {
            log.LogError(failure, "{AppId} cannot put the changed files in force", sidecar.AppId);
        }
    }

    private static async Task ApplyAsync(Sidecar sidecar, ResourceSet set, ReloadReport report)
    {
        var before = sidecar.Resources;
        var after = before with
        {
            Resiliencies = [.. set.Resiliencies.Where(resiliency => SidecarPlan.IsFor(sidecar.Options, resiliency.Scopes))],
            Subscriptions = [.. set.Subscriptions.Where(subscription => SidecarPlan.IsFor(sidecar.Options, subscription.Scopes, subscription.Namespace))],
        };
        if (report.Compare(sidecar.AppId, before, after))
            await sidecar.ReloadAsync(after, CancellationToken.None);
    }
}
