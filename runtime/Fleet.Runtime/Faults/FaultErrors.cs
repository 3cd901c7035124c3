using Fleet.Runtime.Http;

namespace Fleet.Runtime.Faults;

/// <summary>Errors of faults on the wire.</summary>
internal static class FaultErrors
{
    public static ApiError Refused(FaultRule rule) => new(rule.Status ?? 500, "ERR_FAULT_INJECTED", rule.Message ?? $"fault {rule.Id} refuses it");
}
