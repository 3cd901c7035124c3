#nullable enable
using System.Reflection;

namespace Dapr.Actors.Runtime;

/// <summary>Calls the method that a timer names.</summary>
internal static class TimerCall
{
    public static Task InvokeAsync(Actor actor, string callback, byte[]? data)
    {
        var method = actor.TimerCallback(callback);
        object?[] arguments = method.GetParameters().Length == 0 ? [] : [data];
        return (Task)method.Invoke(actor, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
    }
}
