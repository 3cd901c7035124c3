using Fleet.Cli.RunFiles;

namespace Fleet.Cli.Hosting;

/// <summary>Everything of a run that is decided before the first process starts.</summary>
/// <param name="Apps">The apps.</param>
/// <param name="Others">Ports beside those of the apps.</param>
internal sealed record RunPlan(IReadOnlyList<AppPlan> Apps, IReadOnlyList<WantedPort> Others)
{
    /// <summary>Chooses all ports and checks that they and the commands can be had.</summary>
    /// <param name="file">The run file.</param>
    /// <param name="portOffset">Added to every given port.</param>
    /// <param name="others">Ports beside those of the apps, offset already.</param>
    /// <param name="variables">Variables for components and apps.</param>
    /// <exception cref="CommandFailedException">A port is taken or a program is missing; nothing was started.</exception>
    public static RunPlan Make(RunFile file, int portOffset, IReadOnlyList<WantedPort> others, IReadOnlyDictionary<string, string> variables)
    {
        var taken = file.Apps.SelectMany(app => new[] { app.Ports.App, app.Ports.DaprHttp, app.Ports.DaprGrpc, app.Ports.Metrics }).OfType<int>()
            .Select(port => port + portOffset).Concat(others.Select(other => other.Port)).ToHashSet();
        int Given(int? port) => port is { } given ? given + portOffset : Ports.Free(taken);
        var apps = file.Apps.Select(app => new AppPlan(
            app, app.Ports.App + portOffset, Given(app.Ports.DaprHttp), Given(app.Ports.DaprGrpc),
            app.Sidecar.EnableMetrics ? Given(app.Ports.Metrics) : null, variables)).ToList();
        var plan = new RunPlan(apps, others);
        Ports.Check(plan.Apps.SelectMany(app => app.WantedPorts()).Concat(others));
        plan.CheckPrograms();
        return plan;
    }

    private void CheckPrograms()
    {
        var missing = Apps.Where(app => app.App.Command.Count > 0 && app.Command().FindProgram() is null)
            .Select(app => $"{app.App.AppId}: there is no program '{app.App.Command[0]}'.").ToList();
        if (missing.Count > 0)
            throw new CommandFailedException(string.Join(Environment.NewLine, missing));
    }
}
