using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Reference;

namespace Fleet.VehicleTracking.Catalogue.Api;

/// <summary>
/// Keeps requests waiting while the service reads its catalogue at the start: without it nothing can be judged. Who would
/// wait too long is told to come again.
/// </summary>
internal static class WaitForCatalogue
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async ValueTask<object?> Filter(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var services = context.HttpContext.RequestServices;
        var loaded = services.GetRequiredService<ReferenceBook>().Loaded;
        if (!loaded.IsCompleted) await Wait(loaded, services.GetRequiredService<TimeProvider>(), context.HttpContext.RequestAborted);
        return await next(context);
    }

    private static async Task Wait(Task loaded, TimeProvider time, CancellationToken aborted)
    {
        try
        {
            await loaded.WaitAsync(Patience, time, aborted);
        }
        catch (TimeoutException late)
        {
            throw new RequestRefusedException(
                StatusCodes.Status503ServiceUnavailable, "starting", "The service is still reading its catalogue; nothing of this request was taken. Send it again after a pause.", cause: late);
        }
    }
}
