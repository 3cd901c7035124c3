namespace Fleet.Tests.Architecture;

/// <summary>The compiler forbids the system clock; what is left is where <c>TimeProvider.System</c> may come in.</summary>
public sealed class ClockTests
{
    private static readonly string[] CompositionRoots =
    [
        "services/Fleet.ServiceDefaults/ServiceDefaults.cs",
        "runtime/Fleet.Runtime/Hosting/RuntimeOptions.cs",
        "simulator/Fleet.PaymentProvider/Program.cs",
        // Waits for the port of an app, which is a process that knows no virtual time, and in the end for real calls.
        "runtime/Fleet.Runtime/Hosting/Sidecar.cs",
        // Wait for deliveries to an app that may hang, before the sidecar ends.
        "runtime/Fleet.Runtime/Bindings/BindingsBlock.cs",
        "runtime/Fleet.Runtime/PubSub/PubSubBlock.cs",
        // Waits for real connections to end.
        "runtime/Fleet.Runtime/Hosting/KestrelFront.cs",
    ];

    [Fact]
    public void The_system_clock_comes_in_at_a_composition_root()
    {
        string[] folders = ["services", "runtime/Fleet.Runtime", "simulator"];
        var users = folders.SelectMany(Repository.Sources)
            .Where(file => File.ReadAllText(file).Contains("TimeProvider.System", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Except(CompositionRoots);
        Assert.Empty(users);
    }
}
