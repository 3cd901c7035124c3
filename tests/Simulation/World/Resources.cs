namespace Fleet.Tests.Simulation.World;

/// <summary>Fleet's own component files of the local profile, with a mailbox in the place of SMTP and one subscriber more.</summary>
internal static class Resources
{
    private const string Mail = $"""
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: mail
        spec:
          type: {MailboxBinding.TypeName}
          version: v1
          metadata: []
        scopes:
          - notification
        """;

    /// <summary>Writes them to <paramref name="folder"/>.</summary>
    public static void Write(string folder)
    {
        var own = Path.Combine(AppContext.BaseDirectory, "fleet-components");
        File.Copy(Path.Combine(own, "resiliency.yaml"), Path.Combine(folder, "resiliency.yaml"));
        File.Copy(Path.Combine(own, "state.yaml"), Path.Combine(folder, "state.yaml"));
        // The scopes stand last in the file.
        File.WriteAllText(Path.Combine(folder, "pubsub.yaml"), File.ReadAllText(Path.Combine(own, "pubsub.yaml")).TrimEnd() + $"\n  - {EventLog.AppId}\n");
        File.WriteAllText(Path.Combine(folder, "mail.yaml"), Mail);
    }
}
