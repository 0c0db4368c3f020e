/** Files as people send them: pictures with a place in them, office files, and files that are not what they seem. */
import sharp from 'sharp';

/** A photo of a phone (96 × 64, green with a red field) that carries 28°18'30"N 109°44'10"E; made with x265. */
export const heicPhoto = Buffer.from(
  'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAYBtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAABAAAANGlsb2MAAAAAREAAAgABAAAAAAGkAAEAAAAAAAAASAACAAAAAAHsAAEAAAAAAAABPgAAADhpaW5mAAAAAAACAAAAFWluZmUCAAAAAAEAAGh2YzEAAAAAFWluZmUCAAABAAIAAEV4aWYAAAAAv2lwcnAAAAChaXBjbwAAAHVodmNDAQNwAAAAAAAAAAAAHvAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQCEAAQAoQgEBA3AAAAMAkAAAAwAAAwAeoDCBBZbqSSmubAgAAAMACAAAAwAIQCIAAQAHRAHBcrAiQAAAABRpc3BlAAAAAAAAAGAAAABAAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAoMAAAAaaXJlZgAAAAAAAAAOY2RzYwACAAEAAQAAAY5tZGF0AAAARCgBrxmA+yYWPkZANDBmlG+b/PVWaVPVV5Sjq3izidB5D07jknTCpbovfmRpqmk0WQVnvtyUJsWk9xgAWfLhrCid9rL8AAAAAElJKgAIAAAACAAPAQIACAAAAH4AAAASAQMAAQAAAAEAAAAaAQUAAQAAAG4AAAAbAQUAAQAAAHYAAAAoAQMAAQAAAAIAAAATAgMAAQAAAAEAAABphwQAAQAAAIYAAAAliAQAAQAAANQAAAAAAAAASAAAAAEAAABIAAAAAQAAAFRlc3RDYW0ABgAAkAcABAAAADAyMTABkQcABAAAAAECAwAAoAcABAAAADAxMDABoAMAAQAAAP//AAACoAQAAQAAAGAAAAADoAQAAQAAAEAAAAAAAAAABAABAAIAAgAAAE4AAAACAAUAAwAAACIBAAADAAIAAgAAAEUAAAAEAAUAAwAAAAoBAAAAAAAAbQAAAAEAAAAsAAAAAQAAAAoAAAABAAAAHAAAAAEAAAASAAAAAQAAAB4AAAABAAAA',
  'base64',
);

/** Where the photos below were taken, as their bytes would say it. */
export const place = { latitude: '28/1 18/1 30/1', longitude: '109/1 44/1 10/1' } as const;

/** A picture with camera, place and a comment in it. */
export async function photo(
  format: 'jpeg' | 'png' | 'webp' | 'tiff' = 'jpeg',
  width = 320,
  height = 200,
): Promise<Buffer> {
  const plain = sharp({ create: { width, height, channels: 3, background: '#2e7d32' } });
  return plain
    .toFormat(format)
    .withExif({
      IFD0: { Make: 'SecretCam', ImageDescription: 'behind the house' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: place.latitude, GPSLongitudeRef: 'E', GPSLongitude: place.longitude },
    })
    .withXmp(
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>',
    )
    .toBuffer();
}
