namespace Fleet.Tests.Benchmarks.Processes;

/// <summary>Dapr's placement and scheduler, which actors need; their programs lie beside daprd.</summary>
internal static class DaprServices
{
    /// <summary>Starts them.</summary>
    /// <returns>What daprd is told about them.</returns>
    public static IReadOnlyList<string> Start(string daprd, string folder, List<ChildProcess> children)
    {
        var programs = Path.GetDirectoryName(Path.GetFullPath(daprd))!;
        var (placement, scheduler) = (Machine.FreePort(), Machine.FreePort());
        children.Add(ChildProcess.Start(Path.Combine(programs, "placement"), folder,
            ["--port", $"{placement}", "--healthz-port", $"{Machine.FreePort()}", "--metrics-port", $"{Machine.FreePort()}"]));
        children.Add(ChildProcess.Start(Path.Combine(programs, "scheduler"), folder,
        [
            "--port", $"{scheduler}", "--healthz-port", $"{Machine.FreePort()}", "--metrics-port", $"{Machine.FreePort()}",
            "--etcd-data-dir", Path.Combine(folder, "scheduler"), "--etcd-client-port", $"{Machine.FreePort()}",
        ]));
        return ["--placement-host-address", $"127.0.0.1:{placement}", "--scheduler-host-address", $"127.0.0.1:{scheduler}"];
    }
}
