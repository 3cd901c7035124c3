using System.CommandLine;
using Fleet.Cli.Processes;

namespace Fleet.Cli.Commands;

/// <summary><c>fleet doctor</c>: what this machine has, what is missing, and what that would be for.</summary>
internal static class DoctorCommand
{
    private static readonly Need[] Needs =
    [
        new("dotnet", "builds and runs everything", "the .NET 10 SDK", Required: true),
        new("node", "the conformance tests with Dapr's JavaScript client", "Debian: nodejs npm"),
        new("redis-server", "component tests and the redis profile", "Debian: redis-server"),
        new("rabbitmq-server", "component tests and the production profile", "Debian: rabbitmq-server"),
        new("postgres", "component tests and the production profile", "Debian: postgresql", "/usr/lib/postgresql/*/bin/postgres"),
        new("mosquitto", "component tests of MQTT", "Debian: mosquitto", "/usr/sbin/mosquitto"),
        new("chromium", "end-to-end tests of the pages", "Debian: chromium"),
        new("dapr", "running beside the genuine Dapr: dapr run -f .", "the Dapr CLI 1.16 or newer"),
        new("docker", "building images and the compose file in deploy/", "Docker or a compatible engine"),
    ];

    public static Command Create()
    {
        var command = new Command("doctor", "Say what is missing on this machine and what it would be for.");
        command.SetAction(_ => Examine());
        return command;
    }

    private static int Examine()
    {
        foreach (var need in Needs)
        {
            var found = need.Find();
            Console.WriteLine($"{(found is not null ? "ok     " : need.Required ? "MISSING" : "absent "),-8} {need.Program,-16} {found ?? $"for {need.For}; get: {need.From}"}");
        }

        var missing = Needs.Where(need => need.Required && need.Find() is null).ToList();
        Console.WriteLine(missing.Count == 0 ? "`fleet up` can run here." : "`fleet up` cannot run here.");
        return missing.Count == 0 ? 0 : Failures.Disagreement;
    }

    private sealed record Need(string Program, string For, string From, string? Elsewhere = null, bool Required = false)
    {
        public string? Find() => new AppCommand(Program, [Program], ".", new Dictionary<string, string>()).FindProgram() ?? FindElsewhere();

        // Servers are often installed where an ordinary user's PATH does not look.
        private string? FindElsewhere()
        {
            if (Elsewhere is null)
                return null;
            var folder = Elsewhere.Split('*') is [var start, var end]
                ? Directory.Exists(start) ? Directory.GetDirectories(start).Select(d => d + end).FirstOrDefault(File.Exists) : null
                : Elsewhere;
            return File.Exists(folder) ? folder : null;
        }
    }
}
