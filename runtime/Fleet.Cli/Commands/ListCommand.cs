using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Fleet.Cli.Registry;

namespace Fleet.Cli.Commands;

/// <summary><c>fleet list</c>: the apps that run on this machine for this user, with the fields of <c>dapr list</c>.</summary>
internal static class ListCommand
{
    private static readonly string[] Formats = ["table", "json", "yaml"];
    private static readonly Option<string?> Output = DaprOptions.Text("table (default), json or yaml", "--output", "-o");
    private static readonly Option<bool> Kubernetes = DaprOptions.Kubernetes();

    public static Command Create(TimeProvider time)
    {
        var command = new Command("list", "List the apps that run here.") { Output, Kubernetes };
        command.SetAction((parsed, _) => DaprExit.CodeAsync(() => Task.FromResult(List(parsed, time))));
        return command;
    }

    private static int List(ParseResult parsed, TimeProvider time)
    {
        DaprOptions.RefuseKubernetes(parsed, Kubernetes);
        var format = parsed.GetValue(Output) is { Length: > 0 } given ? given : Formats[0];
        if (!Formats.Contains(format, StringComparer.Ordinal))
            throw new CommandFailedException("An invalid output format was specified. There are: " + string.Join(", ", Formats));
        var apps = RunRegistry.OfUser().All().SelectMany(run => run.Apps.Select(app => ListedApp.Of(run, app, time))).ToList();
        Console.WriteLine(format switch
        {
            "json" => new JsonArray([.. apps.Select(app => app.ToJson())]).ToJsonString(ListedApp.Indented),
            "yaml" => Yaml(apps),
            _ => apps.Count == 0 ? "No Dapr instances found." : Table(apps),
        });
        return 0;
    }

    private static string Yaml(List<ListedApp> apps)
    {
        if (apps.Count == 0)
            return "[]";
        var yaml = new StringBuilder();
        foreach (var app in apps)
        {
            var mark = "- ";
            foreach (var (name, value) in app.ToJson())
            {
                yaml.Append(CultureInfo.InvariantCulture, $"{mark}{name}: {value!.ToJsonString(ListedApp.Indented)}\n");
                mark = "  ";
            }
        }

        return yaml.ToString().TrimEnd();
    }

    // A column that would be empty in every row is left out.
    private static string Table(List<ListedApp> apps)
    {
        var columns = ListedApp.Columns.Where(column => column.IsAlways || apps.Exists(app => column.Value(app).Length > 0)).ToList();
        var rows = apps.Select(app => columns.Select(column => column.Value(app)).ToList()).Prepend([.. columns.Select(column => column.Name)]).ToList();
        var widths = columns.Select((_, index) => rows.Max(row => row[index].Length)).ToList();
        return string.Join('\n', rows.Select(row => "  " + string.Join("  ", row.Select((value, index) => value.PadRight(widths[index])))));
    }
}
