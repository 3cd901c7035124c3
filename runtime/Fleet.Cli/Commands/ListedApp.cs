using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Cli.Registry;

namespace Fleet.Cli.Commands;

/// <summary>A column of <c>fleet list</c>.</summary>
internal sealed record ListColumn(string Name, Func<ListedApp, string> Value, bool IsAlways = true);

/// <summary>A row of <c>fleet list</c>.</summary>
internal sealed record ListedApp(RunEntry Run, AppEntry App, string Command, string Age, string Created)
{
    private const int LongestCommand = 20;

    /// <summary>How JSON is written.</summary>
    public static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How JSON is written on one line.</summary>
    public static JsonSerializerOptions Compact { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The columns of the table.</summary>
    public static IReadOnlyList<ListColumn> Columns { get; } =
    [
        new("APP ID", row => row.App.AppId),
        new("HTTP PORT", row => Text(row.App.HttpPort)),
        new("GRPC PORT", row => Text(row.App.GrpcPort)),
        new("APP PORT", row => Text(row.App.AppPort)),
        new("COMMAND", row => row.Command),
        new("AGE", row => row.Age),
        new("CREATED", row => row.Created),
        new("DAPRD PID", row => Text(row.Run.Cli.Pid)),
        new("CLI PID", row => Text(row.Run.Cli.Pid)),
        new("APP PID", row => Text(row.App.AppPid)),
        new("RUN TEMPLATE PATH", row => row.Run.RunFile ?? "", IsAlways: false),
        new("APP LOG PATH", row => row.App.AppLog ?? "", IsAlways: false),
        new("DAPRD LOG PATH", row => row.App.SidecarLog ?? "", IsAlways: false),
        new("RUN TEMPLATE NAME", row => row.Run.RunName ?? "", IsAlways: false),
    ];

    /// <summary>The row of an app.</summary>
    public static ListedApp Of(RunEntry run, AppEntry app, TimeProvider time)
    {
        var command = app.Command.Length <= LongestCommand ? app.Command : app.Command[..(LongestCommand - 3)] + "...";
        var created = TimeZoneInfo.ConvertTime(run.StartedAt, time.LocalTimeZone).ToString("yyyy-MM-dd HH:mm.ss", CultureInfo.InvariantCulture);
        return new ListedApp(run, app, command, AgeOf(time.GetUtcNow() - run.StartedAt), created);
    }

    /// <summary>The fields of <c>dapr list -o json</c>. What is a daprd there is the process of the run here.</summary>
    public JsonObject ToJson() => new()
    {
        ["appId"] = App.AppId,
        ["httpPort"] = App.HttpPort,
        ["grpcPort"] = App.GrpcPort,
        ["appPort"] = App.AppPort,
        ["metricsEnabled"] = App.MetricsEnabled,
        ["command"] = Command,
        ["age"] = Age,
        ["created"] = Created,
        ["daprdPid"] = Run.Cli.Pid,
        ["cliPid"] = Run.Cli.Pid,
        ["appPid"] = App.AppPid,
        ["maxRequestBodySize"] = App.MaxBodyBytes,
        ["httpReadBufferSize"] = App.ReadBufferBytes,
        ["runTemplatePath"] = Run.RunFile ?? "",
        ["appLogPath"] = App.AppLog ?? "",
        ["daprdLogPath"] = App.SidecarLog ?? "",
        ["runTemplateName"] = Run.RunName ?? "",
    };

    private static string AgeOf(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => Text((int)age.TotalSeconds) + "s",
        { TotalHours: < 1 } => Text((int)age.TotalMinutes) + "m",
        { TotalDays: < 1 } => Text((int)age.TotalHours) + "h",
        _ => Text((int)age.TotalDays) + "d",
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
