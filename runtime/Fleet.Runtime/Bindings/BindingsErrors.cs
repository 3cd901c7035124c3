using Fleet.Runtime.Http;

namespace Fleet.Runtime.Bindings;

/// <summary>Errors of the bindings API.</summary>
internal static class BindingsErrors
{
    public static ApiError Invoke(string name, string reason) =>
        new(500, "ERR_INVOKE_OUTPUT_BINDING", $"error invoking output binding {name}: {reason}");
}
