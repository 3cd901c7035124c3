using System.Diagnostics;
using Fleet.Runtime.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Fleet.Runtime.Telemetry;

/// <summary>Something a sidecar does as part of a trace. Over when it is disposed of.</summary>
internal sealed class Span : IDisposable
{
    private readonly Activity activity;

    public Span(Activity activity)
    {
        this.activity = activity;
        Context = new TraceContext(activity.Id, string.IsNullOrEmpty(activity.TraceStateString) ? null : activity.TraceStateString);
    }

    /// <summary>What follows from it belongs there.</summary>
    public TraceContext Context { get; }

    /// <summary>Whether anybody will see it.</summary>
    public bool IsRecorded => activity.IsAllDataRequested;

    /// <summary>Gives it another name.</summary>
    public void Name(string name) => activity.DisplayName = name;

    /// <summary>Notes something; nothing when it is empty.</summary>
    public Span Set(string key, string? value)
    {
        if (IsRecorded && !string.IsNullOrEmpty(value))
            activity.SetTag(key, value);
        return this;
    }

    /// <summary>Notes what came of it.</summary>
    public void Answered(int status)
    {
        if (status >= 400)
            activity.SetStatus(ActivityStatusCode.Error, $"Code({status}): {ReasonPhrases.GetReasonPhrase(status)}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // It is nobody's current activity: apps in this process have their own.
        var current = Activity.Current;
        activity.Stop();
        Activity.Current = current;
    }
}
