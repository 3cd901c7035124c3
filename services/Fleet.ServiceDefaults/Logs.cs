using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;
using Serilog.Formatting.Json;
using Serilog.Settings.Configuration;

namespace Fleet.ServiceDefaults;

/// <summary>
/// Structured logs on the console: a JSON object a line, or text with <c>Logs:Format=text</c>. Levels come from the section
/// <c>Serilog</c>. What is logged is ids and counts: names, addresses and plates stay out of templates and properties.
/// </summary>
internal static class Logs
{
    private const string Text = "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj} {Properties:j}{NewLine}{Exception}";

    public static void AddLogs(this WebApplicationBuilder builder, string appId)
    {
        var logger = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            .MinimumLevel.Override("System.Net.Http", LogEventLevel.Warning)
            .ReadFrom.Configuration(builder.Configuration, new ConfigurationReaderOptions(typeof(Logs).Assembly))
            .Enrich.FromLogContext()
            .Enrich.WithProperty("App", appId)
            .WriteTo.Console(Formatter(builder.Configuration["Logs:Format"]))
            .CreateLogger();
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(logger, dispose: true);
    }

    private static ITextFormatter Formatter(string? format) =>
        string.Equals(format, "text", StringComparison.OrdinalIgnoreCase)
            ? new MessageTemplateTextFormatter(Text, System.Globalization.CultureInfo.InvariantCulture)
            : new JsonFormatter(renderMessage: true, formatProvider: System.Globalization.CultureInfo.InvariantCulture);
}
