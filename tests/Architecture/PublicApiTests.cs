namespace Fleet.Tests.Architecture;

/// <summary>
/// What the SDK stand-in offers is what the genuine packages offer, so a change of it is a decision: it shows as a
/// difference in an approved file.
/// </summary>
public sealed class PublicApiTests
{
    [Fact]
    public void The_sdk_stand_in_offers_what_was_approved()
    {
        const string name = "Fleet.DaprSdk";
        var folder = AppContext.BaseDirectory;
        var approved = File.ReadAllText(Path.Combine(folder, "Approved", name + ".txt")).ReplaceLineEndings("\n");
        var received = PublicApiText.Of(typeof(Dapr.Client.DaprClient).Assembly);
        if (received != approved)
        {
            var file = Path.Combine(folder, name + ".received.txt");
            File.WriteAllText(file, received);
            Assert.Fail($"""
                The public API of {name} has changed.
                {Difference(approved, received)}
                If the genuine packages have it so, copy {file} over tests/Architecture/Approved/{name}.txt.
                """);
        }
    }

    [Fact]
    public void The_sdk_stand_in_lives_in_the_genuine_namespaces()
    {
        var namespaces = typeof(Dapr.Client.DaprClient).Assembly.GetExportedTypes().Select(type => type.Namespace).Distinct();

        Assert.Equal(
            [
                "Dapr",
                "Dapr.Actors",
                "Dapr.Actors.Client",
                "Dapr.Actors.Runtime",
                "Dapr.AspNetCore",
                "Dapr.Client",
                "Microsoft.AspNetCore.Authentication",
                "Microsoft.AspNetCore.Authorization",
                "Microsoft.AspNetCore.Builder",
                "Microsoft.Extensions.DependencyInjection",
            ],
            namespaces.Order(StringComparer.Ordinal));
    }

    private static string Difference(string approved, string received)
    {
        var (before, after) = (approved.Split('\n'), received.Split('\n'));
        return string.Join('\n', [
            .. before.Except(after).Select(line => "- " + line.Trim()),
            .. after.Except(before).Select(line => "+ " + line.Trim()),
        ]);
    }
}
