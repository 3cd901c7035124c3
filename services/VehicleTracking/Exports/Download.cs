using System.Net.Mime;

namespace Fleet.VehicleTracking.Exports;

/// <summary>An answer that is saved as a file.</summary>
internal static class Download
{
    public static void Begin(HttpResponse response, string contentType, string vehicle, string what)
    {
        response.ContentType = contentType;
        // An id may hold a colon, which a file's name may not.
        var disposition = new ContentDisposition { DispositionType = DispositionTypeNames.Attachment, FileName = $"{vehicle.Replace(':', '_')}_{what}" };
        response.Headers.ContentDisposition = disposition.ToString();
    }
}
