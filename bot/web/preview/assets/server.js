// Talk with the workspace: a stream of what a person sees, and acts of that person.

export function watch(person, show) {
  const stream = new EventSource(`seen/${person}`);
  stream.onmessage = (event) => show(JSON.parse(event.data));
  return stream;
}

async function post(path, body, headers) {
  const answer = await fetch(path, { method: "POST", body, headers });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

const asJson = { "Content-Type": "application/json" };

export const act = (person, name, fields) => post(`do/${person}/${name}`, JSON.stringify(fields), asJson);

export const suggest = (person, fields) => post(`suggest/${person}`, JSON.stringify(fields), asJson);

export const upload = (person, file) =>
  post(`upload/${person}`, file, {
    "Content-Type": "application/octet-stream",
    "X-File-Name": encodeURIComponent(file.name),
  });
